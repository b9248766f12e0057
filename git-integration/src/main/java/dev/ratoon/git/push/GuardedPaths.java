package dev.ratoon.git.push;

import dev.ratoon.git.PushGuard;
import java.util.List;
import java.util.Optional;

/** Files that are for people to change. */
public final class GuardedPaths {
    private final List<Guarded> all;

    private record Guarded(PathGlobs globs, String whose) {}

    /**
     * What a file is meant by.
     *
     * @param whose who wants it so; nobody in particular when it is empty
     */
    public record Rule(String glob, String whose) {}

    public GuardedPaths(List<PushGuard> guards) {
        this.all =
                guards.stream()
                        .map(guard -> new Guarded(new PathGlobs(guard.paths()), guard.whose()))
                        .filter(guarded -> !guarded.globs().none())
                        .toList();
    }

    boolean none() {
        return all.isEmpty();
    }

    /** The first one that a file is meant by. */
    public Optional<Rule> of(String path) {
        return all.stream()
                .flatMap(
                        guarded ->
                                guarded.globs().match(path).stream()
                                        .map(glob -> new Rule(glob, guarded.whose())))
                .findFirst();
    }
}
