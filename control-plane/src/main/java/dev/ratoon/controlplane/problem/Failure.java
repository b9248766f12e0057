package dev.ratoon.controlplane.problem;

import java.time.Duration;
import java.util.Map;
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
    private final transient Map<String, Object> members;

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
        this(type, forTheCaller, forTheLog, retryAfter, Map.of(), cause);
    }

    /** With members of its own, for a program to go on from. */
    public Failure(ProblemType type, String forTheCaller, Map<String, Object> members) {
        this(type, forTheCaller, null, null, members, null);
    }

    private Failure(
            ProblemType type,
            String forTheCaller,
            @Nullable String forTheLog,
            @Nullable Duration retryAfter,
            Map<String, Object> members,
            @Nullable Throwable cause) {
        super(forTheCaller, cause);
        this.type = type;
        this.forTheLog = forTheLog;
        this.retryAfter = retryAfter;
        this.members = Map.copyOf(members);
    }

    /**
     * Of one field of what was asked, which the problem names: programs show it beside that.
     *
     * @param field as the request's JSON has it
     */
    public static Failure inField(String field, String forTheCaller) {
        return new Failure(ProblemType.INVALID, forTheCaller, Map.of("field", field));
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

    /** What the problem says besides (RFC 9457, 3.2). */
    public Map<String, Object> members() {
        return members;
    }
}
