package dev.ratoon.git.pack;

/**
 * What unpacking a pack may cost.
 *
 * @param objects how many there may be
 * @param object the most bytes of one, unpacked
 * @param unpacked the most bytes of all, unpacked
 * @param memory the most bytes that are held at once
 */
public record PackBounds(int objects, long object, long unpacked, long memory) {
    /** JGit's own notes of an object, and ours, until all are here. */
    private static final int NOTES = 256;

    private static final long MOST_FILE = 1L << 40;

    /**
     * Of a repository of others. A file may be as large as the disk takes, since it is never held
     * as a whole; what is held must leave most of the heap to everybody else.
     */
    public static PackBounds ofOthers() {
        long heap = Runtime.getRuntime().maxMemory();
        return new PackBounds(
                Math.clamp(heap / NOTES, 0, Integer.MAX_VALUE - 8),
                MOST_FILE,
                Long.MAX_VALUE,
                heap / 3);
    }
}
