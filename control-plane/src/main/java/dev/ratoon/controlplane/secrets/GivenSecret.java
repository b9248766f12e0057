package dev.ratoon.controlplane.secrets;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** A key or token of somebody else's making, as a person typed it. It never prints itself. */
public record GivenSecret(String value) {
    private static final int LONGEST = 8192;

    /** Of a shorter one, four characters would give too much away. */
    private static final int SHORTEST_WITH_HINT = 20;

    private static final int HINT = 4;

    /**
     * What was typed, if it can be one.
     *
     * @param noun what people call it
     */
    public static GivenSecret of(String noun, @Nullable String typed) {
        String secret = typed == null ? "" : typed.strip();
        if (secret.isEmpty()) {
            throw invalid("The " + noun + " is empty.");
        }
        if (secret.length() > LONGEST) {
            throw invalid(
                    "A %s has at most %d characters; is this the right file?"
                            .formatted(noun, LONGEST));
        }
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw invalid(
                    "A %s has no spaces, line breaks or letters beyond ASCII; copy it again, alone."
                            .formatted(noun));
        }
        return new GivenSecret(secret);
    }

    /** Its last characters, so that a person can tell two apart. */
    public String hint() {
        return value.length() < SHORTEST_WITH_HINT ? "" : value.substring(value.length() - HINT);
    }

    private static Failure invalid(String message) {
        return new Failure(ProblemType.INVALID, message);
    }

    @Override
    public String toString() {
        return "GivenSecret[hidden]";
    }
}
