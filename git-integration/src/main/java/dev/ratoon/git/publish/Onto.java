package dev.ratoon.git.publish;

import static org.eclipse.jgit.lib.Constants.R_HEADS;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.upstream.Seen;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The branch that the work is meant for.
 *
 * @param gone the one that was asked for, when upstream does not have it any more
 */
record Onto(Optional<String> branch, Optional<ObjectId> tip, Optional<String> gone) {
    static Onto of(AgentRepository from, Optional<String> asked, Seen seen) {
        Optional<String> wanted = asked.or(from::base);
        if (wanted.flatMap(seen::branch).isPresent()) {
            return new Onto(wanted, wanted.flatMap(seen::branch), Optional.empty());
        }
        Optional<String> head = seen.head().map(name -> name.substring(R_HEADS.length()));
        return new Onto(head, head.flatMap(seen::branch), wanted);
    }

    /** For a person. */
    String words() {
        return branch.orElse("what upstream begins with");
    }
}
