package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the processes of a sandbox that no namespace and no user of their own holds together: those
 * of its sessions, and those that carry its mark.
 */
final class Unconfined {
    /** In the environment of all of them, unless one of them took care to lose it. */
    static final String MARK = "RATOON_SANDBOX";

    private Unconfined() {}

    static List<Life> of(Incarnation incarnation, List<Long> sessions) {
        String mark = "\0" + MARK + "=" + incarnation.name() + "\0";
        var found = new ArrayList<Life>();
        ProcessTable.forEach(
                pid -> {
                    Optional<Life.Stat> stat = Life.Stat.read(pid).filter(Life.Stat::alive);
                    if (stat.isPresent()
                            && (sessions.contains(stat.get().session())
                                    || environment(pid).contains(mark))) {
                        found.add(new Life(pid, stat.get().began()));
                    }
                });
        return found;
    }

    private static String environment(long pid) {
        try {
            return "\0"
                    + new String(
                            Files.readAllBytes(Path.of("/proc", pid + "", "environ")),
                            StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }
}
