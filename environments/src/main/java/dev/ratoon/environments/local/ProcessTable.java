package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** All processes that this machine tells us of. */
final class ProcessTable {
    private ProcessTable() {}

    static void forEach(LongConsumer consumer) {
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                consumer.accept(Long.parseLong(process.getFileName().toString()));
            }
        } catch (IOException _) {
            // Without /proc there is nothing to find.
        }
    }

    /**
     * Those of a user that nobody else has. By their status: the owner of a process's files is root
     * as soon as the process wants it so.
     */
    static List<Life> of(int uid) {
        var line = Pattern.compile("(?m)^Uid:.*\\t" + uid + "\\b");
        var found = new ArrayList<Life>();
        forEach(
                pid -> {
                    if (line.matcher(status(pid)).find()) {
                        Life.of(pid).ifPresent(found::add);
                    }
                });
        return found;
    }

    static String status(long pid) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", pid + "", "status")),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}
