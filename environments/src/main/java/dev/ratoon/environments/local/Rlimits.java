package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxOrder.Size;
import dev.ratoon.environments.SandboxTrouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What can be bounded where no control group can be made. Set inside the side's own user namespace,
 * where the kernel counts only the side's processes; memory is bounded for each process, not for
 * all together, and processor time not at all.
 */
final class Rlimits {
    private static final long BEYOND = 1 << 20;

    private Rlimits() {}

    static List<String> command(Set<String> boundByGroups, Size size, Host host)
            throws SandboxTrouble {
        var limits = new ArrayList<String>();
        if (!boundByGroups.contains("pids")) {
            limits.add("--nproc=" + size.processes());
        }
        if (!boundByGroups.contains("memory")) {
            limits.add("--data=" + ((long) size.memoryMebibytes() << 20));
        }
        if (limits.isEmpty()) {
            return List.of();
        }
        var command = new ArrayList<String>();
        command.add(host.program("prlimit"));
        command.addAll(limits);
        command.add("--");
        return command;
    }

    /** No file grows beyond what all together may have, and a little more, so that it is seen. */
    static List<String> ofFiles(long bytes, Host host) throws SandboxTrouble {
        return List.of(host.program("prlimit"), "--fsize=" + (bytes + BEYOND), "--");
    }

    static String description(Set<String> boundByGroups) {
        var words = new ArrayList<String>();
        if (!boundByGroups.contains("pids")) {
            words.add("processes are limited per side");
        }
        if (!boundByGroups.contains("memory")) {
            words.add("memory only per process");
        }
        if (!boundByGroups.contains("cpu")) {
            words.add("processor time is not limited");
        }
        return String.join(", ", words);
    }
}
