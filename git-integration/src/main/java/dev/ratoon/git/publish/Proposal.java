package dev.ratoon.git.publish;

import dev.ratoon.git.review.ChangedFile;
import dev.ratoon.git.review.CommitLine;
import java.util.List;
import java.util.Optional;

/**
 * What would be published, as a person is shown it.
 *
 * @param commit the checkpoint that it is bound to
 * @param branch the one that is published
 * @param onto the branch that the work is meant for; empty when upstream has none
 * @param gone the branch that it was meant for, when that is not upstream any more
 * @param commits those that the branch does not have, newest first, up to a bound: the agent's own,
 *     and what upstream took back since it began
 * @param files all that differs from where the ways part, with what is not committed
 * @param uncommitted what of it the agent has not committed, each file by itself: one that was
 *     renamed is there twice
 * @param warnings what needs a second yes when all of it is published
 */
public record Proposal(
        String commit,
        String branch,
        Optional<String> onto,
        Optional<String> gone,
        List<CommitLine> commits,
        List<ChangedFile> files,
        List<ChangedFile> uncommitted,
        List<Warning> warnings,
        Standing standing) {
    public Proposal {
        commits = List.copyOf(commits);
        files = List.copyOf(files);
        uncommitted = List.copyOf(uncommitted);
        warnings = List.copyOf(warnings);
    }
}
