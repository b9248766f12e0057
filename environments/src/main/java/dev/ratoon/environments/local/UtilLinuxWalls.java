package dev.ratoon.environments.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * By util-linux: a script builds in fresh namespaces what bubblewrap builds by itself.
 *
 * @param unshare the program
 * @param script the set-up, from the jar
 * @param filtering the number of the call by which a filter is loaded, 0 when nothing here can: it
 *     has no option for it, and perl, which is on most machines, can make any call
 */
record UtilLinuxWalls(Path unshare, String script, int filtering) implements Walls {
    @Override
    public List<String> around(SidePlan plan) {
        var line = new ArrayList<String>();
        line.add(unshare.toString());
        line.addAll(List.of("--user", "--map-root-user", "--mount", "--pid", "--net"));
        line.addAll(List.of("--ipc", "--uts", "--cgroup", "--fork", "--"));
        line.addAll(List.of("/bin/sh", "-c", script, "ratoon"));
        line.addAll(List.of(plan.hostname(), plan.uid() + "", plan.gid() + "", plan.directory()));
        line.add(Integer.toString(filtering));
        plan.mounts().forEach(mount -> line.addAll(words(mount)));
        line.add("--");
        line.addAll(List.of("/usr/bin/env", "-i"));
        plan.environment().forEach((name, value) -> line.add(name + "=" + value));
        line.addAll(plan.command());
        return line;
    }

    private static List<String> words(Mount mount) {
        return switch (mount) {
            case Mount.ReadOnly(Path from, String to) -> List.of("ro", from.toString(), to);
            case Mount.Writable(Path from, String to) -> List.of("rw", from.toString(), to);
            case Mount.Link(String target, String to) -> List.of("link", target, to);
            case Mount.Memory(long bytes, String to) -> List.of("memory", bytes + "", to);
        };
    }
}
