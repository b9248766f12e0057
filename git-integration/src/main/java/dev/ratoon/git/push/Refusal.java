package dev.ratoon.git.push;

import dev.ratoon.git.PushRule;
import dev.ratoon.git.pack.PackRefused;

/** Why something is not taken: the rule, and in words what broke it and what to do. */
record Refusal(PushRule rule, String words) {
    static Refusal size(String words) {
        return new Refusal(PushRule.SIZE, words);
    }

    static Refusal fsck(String words) {
        return new Refusal(PushRule.FSCK, words);
    }

    /** Of a pack that was not unpacked. */
    static Refusal of(PackRefused refused) {
        return switch (refused.why()) {
            case UNSOUND ->
                    fsck(
                            "What was sent is no sound pack (%s): push again."
                                    .formatted(refused.found()));
            case OBJECTS ->
                    size(
                            "The push brings %s objects, and %s are the most: push fewer commits at a time."
                                    .formatted(refused.found(), refused.most()));
            case OBJECT ->
                    size(
                            "The push brings a file of %s, and %s is the most: keep it elsewhere, and out of the commits."
                                    .formatted(refused.found(), refused.most()));
            case UNPACKED ->
                    size(
                            "The push unpacks to more than %s: push fewer commits at a time."
                                    .formatted(refused.most()));
            case MEMORY ->
                    size(
                            "The push is packed so tightly that unpacking it takes %s of memory, and %s is the most: git -c pack.window=0 push --no-thin, or fewer commits at a time."
                                    .formatted(refused.found(), refused.most()));
        };
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
