package dev.ratoon.git.review;

import java.time.Duration;

/**
 * How much is changed.
 *
 * @param files that are changed; only some of them when there are more
 * @param added lines; none are counted when there are more
 * @param more whether it was more than is looked through
 */
public record Totals(int files, int added, int removed, boolean more) {
    /**
     * How much is looked through.
     *
     * @param steps from one entry of a folder to the next, whether it is a file or a folder
     * @param file bytes of a file whose lines are compared
     * @param bytes of all such files
     * @param time for all of it, but for one more file
     */
    public record Most(int steps, int files, int file, long bytes, Duration time) {
        public static Most usual() {
            return new Most(50_000, 2_000, 256 << 10, 4 << 20, Duration.ofSeconds(2));
        }
    }
}
