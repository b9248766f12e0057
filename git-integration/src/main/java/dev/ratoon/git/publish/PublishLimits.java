package dev.ratoon.git.publish;

import dev.ratoon.git.review.Bounds;

/**
 * How much is looked at.
 *
 * @param bounds of what a proposal shows
 * @param large bytes of a file from which on it is warned of
 */
public record PublishLimits(Bounds bounds, long large) {
    public static PublishLimits defaults() {
        return new PublishLimits(Bounds.defaults(), 10L << 20);
    }
}
