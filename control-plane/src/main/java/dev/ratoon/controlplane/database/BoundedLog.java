package dev.ratoon.controlplane.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.List;

/**
 * A log that never outgrows twice its bound: the file, and the one before it. Also remembers the
 * last lines, which a full disk does not take away.
 */
final class BoundedLog {
    private static final int REMEMBERED = 40;

    private final Path file;
    private final long bound;
    private final ArrayDeque<String> last = new ArrayDeque<>();

    BoundedLog(Path file, long bound) {
        this.file = file;
        this.bound = bound;
    }

    Path file() {
        return file;
    }

    synchronized List<String> last() {
        return List.copyOf(last);
    }

    synchronized void append(String line) {
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(line);
        try {
            if (Files.exists(file) && Files.size(file) + line.length() > bound) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.exists(file)) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(
                    file,
                    (line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            // A log that cannot be written must not stop the database; the memory has the line.
        }
    }
}
