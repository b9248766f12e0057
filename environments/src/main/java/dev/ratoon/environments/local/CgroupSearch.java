package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds where control groups can be made, by making one. Version 2 first, then what version 1 has
 * of the controllers; nothing for an ordinary user to whom nobody has delegated a group.
 */
final class CgroupSearch {
    private static final Set<String> WANTED = Set.of("memory", "cpu", "pids");

    private CgroupSearch() {}

    static Cgroups of(Path root) {
        // Two homes on one machine have agents of their own.
        String family = "ratoon-" + Integer.toHexString(root.toString().hashCode());
        var found = new ArrayList<Hierarchy>();
        var missing = new TreeSet<>(WANTED);
        try {
            Map<String, String> own = own(Files.readAllLines(Path.of("/proc/self/cgroup")));
            for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
                String[] fields = line.split(" ", -1);
                Path mount = Path.of(fields[1]);
                if (fields[2].equals("cgroup2")) {
                    unified(mount, own.getOrDefault("", "/"), family)
                            .ifPresent(
                                    hierarchy -> {
                                        missing.removeAll(hierarchy.controllers());
                                        found.add(hierarchy);
                                    });
                } else if (fields[2].equals("cgroup")) {
                    var here = new TreeSet<>(List.of(fields[3].split(",", -1)));
                    here.retainAll(missing);
                    if (!here.isEmpty() && usable(mount, family)) {
                        missing.removeAll(here);
                        found.add(new Hierarchy(mount, false, here));
                    }
                }
            }
        } catch (IOException _) {
            // No groups here: the limits are those of single processes, and we say so.
        }
        return new Cgroups(found, family);
    }

    /** At the top when root may, else below the group that was delegated to this process. */
    private static java.util.Optional<Hierarchy> unified(Path mount, String own, String family) {
        for (Path base : List.of(mount, mount.resolve(own.substring(1)))) {
            if (!usable(base, family)) {
                continue;
            }
            var controllers = new TreeSet<String>();
            for (String controller : words(base.resolve("cgroup.controllers"))) {
                if (WANTED.contains(controller) && handedDown(base, controller)) {
                    controllers.add(controller);
                }
            }
            return java.util.Optional.of(new Hierarchy(base, true, controllers));
        }
        return java.util.Optional.empty();
    }

    private static boolean handedDown(Path base, String controller) {
        Path control = base.resolve("cgroup.subtree_control");
        try {
            if (!words(control).contains(controller)) {
                Files.writeString(control, "+" + controller);
            }
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean usable(Path base, String family) {
        try {
            Path made = Files.createDirectories(base.resolve(family));
            return Files.isWritable(made.resolve("cgroup.procs"))
                    && Files.isWritable(base.resolve("cgroup.procs"));
        } catch (IOException _) {
            return false;
        }
    }

    private static List<String> words(Path file) {
        try {
            return List.of(Files.readString(file).strip().split(" ", -1));
        } catch (IOException _) {
            return List.of();
        }
    }

    /** Where this process is in each tree; version 2 has no name. */
    static Map<String, String> own(List<String> lines) {
        var own = new HashMap<String, String>();
        for (String line : lines) {
            String[] fields = line.split(":", 3);
            own.put(fields[1], fields[2]);
        }
        return own;
    }
}
