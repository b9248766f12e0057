package dev.ratoon.git.publish;

import java.util.List;
import java.util.Optional;

/** What became of an order. Words are for a person: what happened, and what to do next. */
public sealed interface Published {
    /**
     * The branch is there.
     *
     * @param commit where it is now
     * @param isNew whether the branch was not there before
     * @param words what the host said to it
     */
    record Done(String commit, String branch, boolean isNew, List<String> words)
            implements Published {
        public Done {
            words = List.copyOf(words);
        }
    }

    /** The branch that it is meant for has all of it, by whatever way: nothing was pushed. */
    record Nothing(String words) implements Published {}

    /** The login may read there and not push: a fork would do. */
    record NotAllowed(String words) implements Published {}

    /**
     * Somebody else changed the branch: nothing was pushed.
     *
     * @param tip where it is now; empty when it is gone
     */
    record Moved(String words, Optional<String> tip) implements Published {}

    /** It does not come together by itself: nothing was pushed. */
    record Conflicts(String words, List<String> paths) implements Published {
        public Conflicts {
            paths = List.copyOf(paths);
        }
    }

    /** Warnings that the order does not accept: nothing was pushed. */
    record Unaccepted(List<Warning> warnings) implements Published {
        public Unaccepted {
            warnings = List.copyOf(warnings);
        }
    }

    /** We or the host do not take it. */
    record Refused(String words) implements Published {}
}
