package dev.ratoon.git.publish;

import java.util.Set;

/** What of the uncommitted is committed and published. */
public sealed interface Chosen {
    record All() implements Chosen {}

    /** What the agent committed itself, and no more. */
    record None() implements Chosen {}

    /** Files by their names in {@link Proposal#uncommitted()}. */
    record Paths(Set<String> paths) implements Chosen {
        public Paths {
            paths = Set.copyOf(paths);
        }
    }
}
