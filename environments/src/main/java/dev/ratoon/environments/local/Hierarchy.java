package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxOrder.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * One tree of control groups that this process may write.
 *
 * @param base where our groups go
 * @param controllers what it can bound, of memory, cpu and pids; a tree of version 2 that bounds
 *     nothing still ends all of a group in one stroke
 */
record Hierarchy(Path base, boolean unified, Set<String> controllers) {
    private static final int PERIOD = 100_000;

    /** The runner's own part, which nothing in the hands' side can take from it. */
    private static final int RUNNER_MEBIBYTES = 192;

    private static final int RUNNER_PROCESSES = 96;
    private static final int RUNNER_PERCENT = 20;

    /** A tenth of what a group has by itself, in the words of either version. */
    private static final int TENTH = 10;

    private static final int TENTH_AS_SHARES = 102;

    Hierarchy {
        controllers = Set.copyOf(controllers);
    }

    boolean boundsAsV2() {
        return unified && !controllers.isEmpty();
    }

    Path sandbox(String family, String name) {
        return base.resolve(family).resolve(name);
    }

    void make(String family, String name, Size size) throws IOException {
        Path sandbox = sandbox(family, name);
        Path ours = Files.createDirectories(base.resolve(family));
        handDown(ours);
        Files.createDirectories(sandbox);
        handDown(sandbox);
        for (Side side : Side.values()) {
            Files.createDirectories(sandbox.resolve(side.word()));
        }
        bound(
                sandbox,
                size.memoryMebibytes(),
                size.cpuPercent() + RUNNER_PERCENT,
                size.processes());
        bound(
                sandbox.resolve(Side.HANDS.word()),
                size.memoryMebibytes() - Math.min(RUNNER_MEBIBYTES, size.memoryMebibytes() / 4),
                size.cpuPercent(),
                size.processes() - Math.min(RUNNER_PROCESSES, size.processes() / 4));
    }

    /** Where processors are short, it has a tenth of what another sandbox has. */
    void giveWay(String family, String name) throws IOException {
        if (controllers.contains("cpu")) {
            Path sandbox = sandbox(family, name);
            writeIfThere(sandbox, "cpu.weight", TENTH);
            writeIfThere(sandbox, "cpu.shares", TENTH_AS_SHARES);
        }
    }

    /** In version 2 a controller reaches a group only through each of its ancestors. */
    private void handDown(Path group) throws IOException {
        if (boundsAsV2()) {
            Files.writeString(
                    group.resolve("cgroup.subtree_control"), "+" + String.join(" +", controllers));
        }
    }

    private void bound(Path group, long mebibytes, int percent, int processes) throws IOException {
        long bytes = mebibytes << 20;
        int quota = percent * (PERIOD / 100);
        if (controllers.contains("memory")) {
            if (unified) {
                write(group, "memory.max", bytes);
                writeIfThere(group, "memory.swap.max", 0);
            } else {
                write(group, "memory.limit_in_bytes", bytes);
                writeIfThere(group, "memory.memsw.limit_in_bytes", bytes);
            }
        }
        if (controllers.contains("cpu")) {
            if (unified) {
                Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD);
            } else {
                write(group, "cpu.cfs_period_us", PERIOD);
                write(group, "cpu.cfs_quota_us", quota);
            }
        }
        if (controllers.contains("pids")) {
            write(group, "pids.max", processes);
        }
    }

    private static void write(Path group, String file, long value) throws IOException {
        Files.writeString(group.resolve(file), Long.toString(value));
    }

    /** Some are of one version only, and swap is counted only by kernels that were built so. */
    private static void writeIfThere(Path group, String file, long value) throws IOException {
        if (Files.exists(group.resolve(file))) {
            write(group, file, value);
        }
    }
}
