package dev.ratoon.controlplane.operations;

import org.jspecify.annotations.Nullable;

/** A stand-in for a throwable in the log: the same traces, with clean texts. */
// A trace is headed by toString, which must say the original's class and not this one's.
@SuppressWarnings("OverrideThrowableToString")
final class CleanThrowable extends Throwable {
    private static final long serialVersionUID = 1L;

    /** Deeper than this nobody reads, and a chain may be a ring. */
    private static final int DEEPEST = 20;

    private final String text;

    private CleanThrowable(Throwable original, int depth) {
        super(null, cause(original, depth), true, true);
        this.text = CleanText.of(String.valueOf(original));
        setStackTrace(original.getStackTrace());
        if (depth < DEEPEST) {
            for (Throwable suppressed : original.getSuppressed()) {
                addSuppressed(new CleanThrowable(suppressed, depth + 1));
            }
        }
    }

    static Throwable of(Throwable original) {
        return isClean(original, 0) ? original : new CleanThrowable(original, 0);
    }

    private static @Nullable Throwable cause(Throwable original, int depth) {
        Throwable cause = original.getCause();
        return cause == null || depth >= DEEPEST ? null : new CleanThrowable(cause, depth + 1);
    }

    private static boolean isClean(@Nullable Throwable original, int depth) {
        if (original == null) {
            return true;
        }
        String text = String.valueOf(original);
        return depth < DEEPEST
                && original.getSuppressed().length == 0
                && CleanText.of(text).equals(text)
                && isClean(original.getCause(), depth + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
