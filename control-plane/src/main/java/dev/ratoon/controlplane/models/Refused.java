package dev.ratoon.controlplane.models;

import java.time.Duration;

/** A call that is not made: why, in words for whoever reads them in the harness. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String rule;
    private final Duration wait;

    Refused(int status, String rule, String words) {
        this(status, rule, words, Duration.ZERO);
    }

    private Refused(int status, String rule, String words, Duration wait) {
        super(words, null, false, false);
        this.status = status;
        this.rule = rule;
        this.wait = wait;
    }

    static Refused by(ModelRule rule, String words) {
        String next =
                rule.isAllowable()
                        ? " Whoever operates Ratoon can allow it: ratoon.models.allow="
                                + rule.word()
                        : "";
        return new Refused(403, rule.word(), words + next);
    }

    /** The same, with one more way to have it let through. */
    Refused or(String way) {
        return new Refused(status, rule, words() + way, wait);
    }

    static Refused malformed(String words) {
        return new Refused(400, ModelRule.MALFORMED.word(), words);
    }

    static Refused tooLarge(String words) {
        return new Refused(413, ModelRule.SIZE.word(), words);
    }

    static Refused busy(int status, String words) {
        return new Refused(status, ModelRule.PLACES.word(), words);
    }

    /** Who asks too often; after so long it may again. */
    static Refused tooOften(Duration wait, String words) {
        return new Refused(429, ModelRule.PACE.word(), words, wait);
    }

    /** What we have ended because it took too long. */
    static Refused late(String words) {
        return new Refused(504, ModelRule.TIME.word(), words);
    }

    /** The provider's doing, or its absence. */
    static Refused upstream(int status, String words) {
        return new Refused(status, ModelRule.UPSTREAM.word(), words);
    }

    /** Whether it is we who do not let it through. */
    boolean isOurs() {
        return !rule.equals(ModelRule.UPSTREAM.word());
    }

    int status() {
        return status;
    }

    /** Nothing where waiting is no way out. */
    Duration mustWait() {
        return wait;
    }

    String rule() {
        return rule;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
