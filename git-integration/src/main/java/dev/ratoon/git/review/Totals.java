package dev.ratoon.git.review;

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
     * @param bytes of files whose lines are compared
     */
    public record Most(int steps, int files, long bytes) {
        public static Most usual() {
            return new Most(50_000, 2_000, 32 << 20);
        }
    }
}
