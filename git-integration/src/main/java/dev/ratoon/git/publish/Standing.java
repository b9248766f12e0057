package dev.ratoon.git.publish;

import java.util.List;

/**
 * How the work stands to the branch that it is meant for.
 *
 * @param behind commits of that branch that the work does not have
 * @param conflicts files that do not merge by themselves; none when all of them do
 */
public record Standing(int behind, List<String> conflicts) {
    public Standing {
        conflicts = List.copyOf(conflicts);
    }

    public boolean merges() {
        return conflicts.isEmpty();
    }
}
