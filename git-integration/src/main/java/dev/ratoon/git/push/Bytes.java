package dev.ratoon.git.push;

/** Sizes for people. */
final class Bytes {
    private Bytes() {}

    static String words(long bytes) {
        if (bytes >= 1L << 30) {
            return (bytes >> 30) + " GiB";
        }
        if (bytes >= 1L << 20) {
            return (bytes >> 20) + " MiB";
        }
        return bytes + " bytes";
    }
}
