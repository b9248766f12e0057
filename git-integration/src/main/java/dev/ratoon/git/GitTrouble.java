package dev.ratoon.git;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something with git did not work. The message is for a person: what, and what to do next. */
public final class GitTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Blame blame;
    private final @Nullable Duration retryAfter;

    private GitTrouble(
            Blame blame, String words, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(words, cause);
        this.blame = blame;
        this.retryAfter = retryAfter;
    }

    /** Whose doing it is. */
    public enum Blame {
        /** What was asked for: another address, branch or login helps. */
        USER,
        /** A host that does not answer as it should: waiting helps. */
        EXTERNAL,
        /** There is no room just now. */
        CAPACITY,
        /** Ours. */
        INTERNAL
    }

    public static GitTrouble user(String words) {
        return user(words, null);
    }

    public static GitTrouble user(String words, @Nullable Throwable cause) {
        return new GitTrouble(Blame.USER, words, null, cause);
    }

    public static GitTrouble external(String words, @Nullable Throwable cause) {
        return new GitTrouble(Blame.EXTERNAL, words, null, cause);
    }

    public static GitTrouble capacity(String words, @Nullable Duration retryAfter) {
        return new GitTrouble(Blame.CAPACITY, words, retryAfter, null);
    }

    public static GitTrouble internal(String words, @Nullable Throwable cause) {
        return new GitTrouble(Blame.INTERNAL, words, null, cause);
    }

    public Blame blame() {
        return blame;
    }

    /** When a host says so itself. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
