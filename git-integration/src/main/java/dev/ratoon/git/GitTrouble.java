package dev.ratoon.git;

import org.jspecify.annotations.Nullable;

/** A repository cannot be read now. The message goes to the git client: what, and what to do. */
final class GitTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    GitTrouble(String words) {
        this(words, null);
    }

    GitTrouble(String words, @Nullable Throwable cause) {
        super(words, cause);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
