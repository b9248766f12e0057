package dev.ratoon.environments.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns a side into the command that puts walls around it. Pure. */
sealed interface Walls permits Walls.Bubblewrap, UtilLinuxWalls, Walls.Open {
    /** The descriptor that the launcher opened for the number of the side's first process. */
    String INIT = "8";

    /** The descriptor that the launcher opened on the side's system call filter. */
    String FILTER = "9";

    List<String> around(SidePlan plan);

    /**
     * By bubblewrap.
     *
     * @param sealsNamespaces whether it can forbid nested user namespaces (from 0.8, not setuid);
     *     the filter forbids them in any case
     */
    record Bubblewrap(Path program, boolean sealsNamespaces, boolean sizes) implements Walls {
        @Override
        public List<String> around(SidePlan plan) {
            var line = new ArrayList<String>();
            line.add(program.toString());
            line.addAll(List.of("--unshare-user", "--unshare-all", "--new-session"));
            if (sealsNamespaces) {
                line.add("--disable-userns");
            }
            line.addAll(List.of("--uid", plan.uid() + "", "--gid", plan.gid() + ""));
            line.addAll(List.of("--hostname", plan.hostname(), "--cap-drop", "ALL"));
            line.addAll(List.of("--seccomp", FILTER, "--info-fd", INIT, "--clearenv"));
            plan.environment()
                    .forEach((name, value) -> line.addAll(List.of("--setenv", name, value)));
            line.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
            plan.mounts().forEach(mount -> line.addAll(words(mount)));
            line.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
            line.addAll(List.of("--chdir", plan.directory(), "--"));
            line.addAll(plan.command());
            return line;
        }

        private List<String> words(Mount mount) {
            return switch (mount) {
                case Mount.ReadOnly(Path from, String to) ->
                        List.of("--ro-bind", from.toString(), to);
                case Mount.Writable(Path from, String to) -> List.of("--bind", from.toString(), to);
                case Mount.Link(String target, String to) -> List.of("--symlink", target, to);
                case Mount.Memory(long bytes, String to) ->
                        sizes
                                ? List.of("--size", bytes + "", "--tmpfs", to)
                                : List.of("--tmpfs", to);
            };
        }
    }

    /** None: its owner has typed so. */
    record Open() implements Walls {
        @Override
        public List<String> around(SidePlan plan) {
            var line = new ArrayList<>(List.of("/usr/bin/env", "-i", "-C", plan.directory()));
            plan.environment().forEach((name, value) -> line.add(name + "=" + value));
            line.addAll(plan.command());
            return line;
        }
    }
}
