package dev.ratoon.git.store;

import dev.ratoon.git.PushRule;
import dev.ratoon.git.RefChange;
import java.util.List;
import java.util.Set;

/**
 * What is told of a push that is taken.
 *
 * @param used the rules that somebody allowed it to break
 */
public record Told(List<RefChange> changes, Set<PushRule> used) {
    public Told {
        changes = List.copyOf(changes);
        used = Set.copyOf(used);
    }
}
