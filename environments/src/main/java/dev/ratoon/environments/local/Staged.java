package dev.ratoon.environments.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * When root starts a sandbox, it becomes the agent's user first, and that one cannot walk through
 * root's directories to what is to be mounted. So root puts it, in a mount namespace of this one
 * side, where everybody can.
 */
record Staged(Path place, List<Mount> mounts, List<String> arguments) {
    private static final List<Path> PLACES =
            Stream.of("/mnt", "/media", "/srv", "/opt").map(Path::of).toList();

    /** The mounts with their sources moved; the system's own stay where they are. */
    static Staged of(List<Mount> mounts) {
        List<Path> sources = mounts.stream().flatMap(Staged::source).toList();
        Path place =
                PLACES.stream()
                        .filter(Files::isDirectory)
                        .filter(here -> sources.stream().noneMatch(from -> from.startsWith(here)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("none of " + PLACES));
        var arguments = new ArrayList<String>();
        arguments.add(place.toString());
        var moved = new java.util.LinkedHashMap<Path, Path>();
        for (Path source : sources) {
            Path there = place.resolve(Integer.toString(moved.size()));
            if (moved.putIfAbsent(source, there) == null) {
                arguments.addAll(List.of(source.toString(), there.getFileName().toString()));
            }
        }
        arguments.add("--");
        return new Staged(
                place, mounts.stream().map(mount -> move(mount, moved)).toList(), arguments);
    }

    private static Stream<Path> source(Mount mount) {
        return switch (mount) {
            case Mount.ReadOnly(Path from, _) -> Stream.of(from).filter(Staged::isOurs);
            case Mount.Writable(Path from, _) -> Stream.of(from);
            case Mount.Link _, Mount.Memory _ -> Stream.empty();
        };
    }

    private static boolean isOurs(Path path) {
        return !path.startsWith("/usr")
                && !path.startsWith("/etc")
                && !(path.getNameCount() == 1 && path.getFileName().toString().length() <= 5);
    }

    private static Mount move(Mount mount, Map<Path, Path> moved) {
        return switch (mount) {
            case Mount.ReadOnly(Path from, String to) ->
                    new Mount.ReadOnly(moved.getOrDefault(from, from), to);
            case Mount.Writable(Path from, String to) ->
                    new Mount.Writable(moved.getOrDefault(from, from), to);
            case Mount.Link link -> link;
            case Mount.Memory memory -> memory;
        };
    }
}
