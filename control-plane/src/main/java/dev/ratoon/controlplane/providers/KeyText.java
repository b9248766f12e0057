package dev.ratoon.controlplane.providers;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** A provider's key as somebody typed it. It never prints itself. */
record KeyText(String value) {
    private static final int LONGEST = 8192;

    /** Of a shorter one, four characters would give too much away. */
    private static final int SHORTEST_WITH_HINT = 20;

    private static final int HINT = 4;

    static KeyText of(@Nullable String typed) {
        String key = typed == null ? "" : typed.strip();
        if (key.isEmpty()) {
            throw invalid("The key is empty.");
        }
        if (key.length() > LONGEST) {
            throw invalid("A key has at most " + LONGEST + " characters; is this the right file?");
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw invalid(
                    "A key has no spaces, line breaks or letters beyond ASCII; copy it again, alone.");
        }
        return new KeyText(key);
    }

    String hint() {
        return value.length() < SHORTEST_WITH_HINT ? "" : value.substring(value.length() - HINT);
    }

    private static Failure invalid(String message) {
        return new Failure(ProblemType.INVALID, message);
    }

    @Override
    public String toString() {
        return "KeyText[hidden]";
    }
}
