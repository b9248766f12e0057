package dev.ratoon.controlplane.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one failure of the control plane. Its message is what the caller reads: what happened, to
 * what, and what to do next. What only the log may know goes into {@link #forTheLog()}.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final @Nullable String forTheLog;
    private final @Nullable Duration retryAfter;

    public Failure(ProblemType type, String forTheCaller) {
        this(type, forTheCaller, null, null, null);
    }

    public Failure(ProblemType type, String forTheCaller, String forTheLog) {
        this(type, forTheCaller, forTheLog, null, null);
    }

    public Failure(ProblemType type, String forTheCaller, Throwable cause) {
        this(type, forTheCaller, null, null, cause);
    }

    public Failure(
            ProblemType type,
            String forTheCaller,
            @Nullable String forTheLog,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(forTheCaller, cause);
        this.type = type;
        this.forTheLog = forTheLog;
        this.retryAfter = retryAfter;
    }

    public ProblemType type() {
        return type;
    }

    public String forTheCaller() {
        return String.valueOf(getMessage());
    }

    public @Nullable String forTheLog() {
        return forTheLog;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
