package dev.ratoon.git.pack;

/** Sizes for people. */
public final class Bytes {
    private Bytes() {}

    public static String words(long bytes) {
        if (bytes >= 1L << 30) {
            return (bytes >> 30) + " GiB";
        }
        if (bytes >= 1L << 20) {
            return (bytes >> 20) + " MiB";
        }
        return bytes + " bytes";
    }
}
