package dev.ratoon.runner.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One look at the processes that this one can see. */
final class Proc {
    private static final Path ROOT = Path.of("/proc");

    /**
     * A process as its kernel tells it.
     *
     * @param started in clock ticks after the start of the machine: with the number it names a
     *     process for ever
     */
    record Entry(long pid, char state, long parent, long session, long started) {
        boolean isDead() {
            return state == 'Z' || state == 'X';
        }
    }

    private Proc() {}

    static Map<Long, Entry> table() {
        var table = new HashMap<Long, Entry>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(ROOT, "[1-9]*")) {
            for (Path folder : all) {
                entry(folder).ifPresent(entry -> table.put(entry.pid(), entry));
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalStateException("the processes cannot be listed", e);
        }
        return table;
    }

    /**
     * Those that live, of these and all that descend from them; never this process or the first.
     */
    static Set<Long> descendants(Map<Long, Entry> table, Set<Long> of) {
        var all = new HashSet<>(of);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Entry entry : table.values()) {
                grown |= all.contains(entry.parent()) && all.add(entry.pid());
            }
        }
        long self = ProcessHandle.current().pid();
        all.removeIf(
                pid -> {
                    Entry entry = table.get(pid);
                    return pid == 1 || pid == self || entry == null || entry.isDead();
                });
        return all;
    }

    static boolean isMarked(long pid, String mark) {
        try {
            byte[] environment = Files.readAllBytes(ROOT.resolve(pid + "/environ"));
            return ("\0" + new String(environment, StandardCharsets.ISO_8859_1) + "\0")
                    .contains("\0" + mark + "\0");
        } catch (IOException e) {
            // It ended, or is another user's: then it is none of ours.
            return false;
        }
    }

    private static Optional<Entry> entry(Path folder) {
        try {
            String stat =
                    Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1).strip();
            // The name stands in brackets and may hold anything, brackets too.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Optional.of(
                    new Entry(
                            Long.parseLong(folder.getFileName().toString()),
                            fields[0].charAt(0),
                            Long.parseLong(fields[1]),
                            Long.parseLong(fields[3]),
                            Long.parseLong(fields[19])));
        } catch (IOException | RuntimeException e) {
            // It ended while we looked.
            return Optional.empty();
        }
    }
}
