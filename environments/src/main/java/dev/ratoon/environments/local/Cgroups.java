package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The groups by which the kernel counts and bounds a sandbox, as far as this process may. */
final class Cgroups {
    private final List<Hierarchy> hierarchies;
    private final String family;

    Cgroups(List<Hierarchy> hierarchies, String family) {
        this.hierarchies = List.copyOf(hierarchies);
        this.family = family;
    }

    /** What they bound: some of memory, cpu, pids. */
    Set<String> bounds() {
        var bounds = new TreeSet<String>();
        hierarchies.forEach(hierarchy -> bounds.addAll(hierarchy.controllers()));
        return bounds;
    }

    String description() {
        return hierarchies.isEmpty() || bounds().isEmpty()
                ? ""
                : "cgroup "
                        + (hierarchies.stream().anyMatch(Hierarchy::boundsAsV2) ? "v2" : "v1")
                        + " limits on "
                        + String.join(", ", bounds());
    }

    /** Makes the groups of a sandbox and of its two sides, empty and bounded. */
    void make(SandboxName name, Size size) throws IOException {
        for (Hierarchy hierarchy : hierarchies) {
            hierarchy.make(family, name.toString(), size);
        }
    }

    /** Those of a sandbox that was made: what is done in it may take longer than what others do. */
    void giveWay(SandboxName name) throws IOException {
        for (Hierarchy hierarchy : hierarchies) {
            hierarchy.giveWay(family, name.toString());
        }
    }

    /** Where that side's processes go, a directory for each hierarchy. */
    List<Path> groups(SandboxName name, Side side) {
        return hierarchies.stream()
                .map(hierarchy -> hierarchy.sandbox(family, name.toString()).resolve(side.word()))
                .toList();
    }

    /** Sends everything in the sandbox's groups to its end, whoever forks meanwhile. */
    void kill(SandboxName name) throws IOException {
        for (Path group : all(name)) {
            Path kill = group.resolve("cgroup.kill");
            if (Files.isWritable(kill)) {
                Files.writeString(kill, "1");
            }
            for (long pid : processes(group)) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    boolean empty(SandboxName name) throws IOException {
        for (Path group : all(name)) {
            if (!processes(group).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    void remove(SandboxName name) throws IOException {
        for (Hierarchy hierarchy : hierarchies) {
            Path sandbox = hierarchy.sandbox(family, name.toString());
            for (Side side : Side.values()) {
                Files.deleteIfExists(sandbox.resolve(side.word()));
            }
            Files.deleteIfExists(sandbox);
        }
    }

    /** When nothing of ours runs any more. */
    void close() {
        for (Hierarchy hierarchy : hierarchies) {
            try {
                Files.deleteIfExists(hierarchy.base().resolve(family));
            } catch (IOException _) {
                // Somebody is in there still.
            }
        }
    }

    private List<Path> all(SandboxName name) {
        var all = new ArrayList<Path>();
        for (Side side : Side.values()) {
            groups(name, side).stream().filter(Files::isDirectory).forEach(all::add);
        }
        return all;
    }

    /** None in a group that goes while it is read. */
    private static List<Long> processes(Path group) throws IOException {
        try {
            return Files.readAllLines(group.resolve("cgroup.procs")).stream()
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            if (Files.notExists(group)) {
                return List.of();
            }
            throw e;
        }
    }
}
