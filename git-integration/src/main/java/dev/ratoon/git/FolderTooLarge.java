package dev.ratoon.git;

/**
 * A folder of so many files that the list of them is not read. A file is read in pieces; such a
 * list can only be held whole.
 */
public final class FolderTooLarge extends RuntimeException {
    /** Bytes of its list: some 200,000 files with names as usual. */
    public static final int MOST = 16 << 20;

    private static final long serialVersionUID = 1L;

    public FolderTooLarge() {
        super(
                "a folder of so many files that the list of them alone is larger than %d MiB"
                        .formatted(MOST >> 20));
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
