package dev.ratoon.git.push;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.PushRule;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which refs a sandbox may move. */
final class RefRules {
    static final String HIDDEN = "refs/ratoon/";

    private static final Pattern OWN_HIDDEN =
            Pattern.compile("refs/ratoon/(?:checkpoints|state)/(0|[1-9][0-9]{0,8})");

    private RefRules() {}

    static Optional<Refusal> broken(AgentRepository agent, String ref, boolean deletes) {
        String branch = agent.branch();
        boolean own = ref.equals(agent.ownRef());
        if (!own && !OWN_HIDDEN.matcher(ref).matches()) {
            return Optional.of(
                    new Refusal(
                            PushRule.BRANCH,
                            "This sandbox pushes to its own branch alone: git push origin HEAD:"
                                    + branch));
        }
        if (deletes) {
            return Optional.of(
                    new Refusal(
                            PushRule.DELETE,
                            "Nothing is deleted here: push what should be there instead."));
        }
        return Optional.empty();
    }

    /** The turn of which this is a checkpoint; none for another ref. */
    static OptionalInt turn(String ref) {
        Matcher own = OWN_HIDDEN.matcher(ref);
        return own.matches() ? OptionalInt.of(Integer.parseInt(own.group(1))) : OptionalInt.empty();
    }

    /** What stood for a later turn would be restored in place of all that is kept until then. */
    static Refusal tooLate(String ref) {
        return new Refusal(
                PushRule.BRANCH,
                ref + " is of a turn that is not given yet: a checkpoint comes in its own turn.");
    }

    /** A checkpoint that is there is followed, and never replaced. */
    static Refusal keeps(String ref) {
        return new Refusal(
                PushRule.DELETE,
                ref
                        + " is there already, and what is pushed does not follow it: push the next one.");
    }

    static boolean hidden(String ref) {
        return ref.startsWith(HIDDEN);
    }
}
