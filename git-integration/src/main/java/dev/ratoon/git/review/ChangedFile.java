package dev.ratoon.git.review;

import org.jspecify.annotations.Nullable;

/**
 * A file that is not the same on both sides.
 *
 * @param oldPath where it was; null when it was there or nowhere
 * @param added lines; 0 where there are none to count
 * @param shown why its lines are shown, or not
 */
public record ChangedFile(
        String path, @Nullable String oldPath, Change change, int added, int removed, Shown shown) {
    /** What became of it. */
    public enum Change {
        ADDED,
        CHANGED,
        REMOVED,
        RENAMED,
        COPIED
    }

    /** Whether there is a text of what changed in it. */
    public enum Shown {
        LINES,
        BINARY,
        /** More than anybody reads: {@link Bounds#file()}. */
        TOO_LARGE
    }
}
