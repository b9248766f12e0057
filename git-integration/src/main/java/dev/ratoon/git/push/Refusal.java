package dev.ratoon.git.push;

import dev.ratoon.git.PushRule;

/** Why something is not taken: the rule, and in words what broke it and what to do. */
record Refusal(PushRule rule, String words) {
    static Refusal size(String words) {
        return new Refusal(PushRule.SIZE, words);
    }

    static Refusal fsck(String words) {
        return new Refusal(PushRule.FSCK, words);
    }

    /** For what unpacks, which can only be left by throwing. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        Thrown(Refusal refusal) {
            super(refusal.words());
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
