package dev.ratoon.git.review;

import java.time.Duration;

/**
 * How much of a change is told.
 *
 * @param file bytes of one side of a file whose lines are compared
 * @param fileText bytes of the text about one file
 * @param text bytes of the text about all files
 * @param renames added and removed files among which renames are looked for; none at all when it is
 *     0
 * @param commits that are listed
 * @param history commits that are looked through for where two ways part, or the like
 */
public record Bounds(long file, int fileText, int text, int renames, int commits, int history) {
    /** How long such a question may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    public static Bounds defaults() {
        return new Bounds(4 << 20, 256 << 10, 4 << 20, 400, 500, 200_000);
    }

    /** What was renamed is told as removed and added: each file by itself. */
    public Bounds withoutRenames() {
        return new Bounds(file, fileText, text, 0, commits, history);
    }
}
