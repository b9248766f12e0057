package dev.ratoon.runner.outbox;

/**
 * How much an outbox may hold.
 *
 * @param bytes on the disk, before those who report must wait
 * @param segment how large one file grows; whole files are forgotten
 */
public record Limits(long bytes, long segment) {
    /** Hours of an agent's work. */
    public static final Limits USUAL = ofMebibytes(64);

    public static Limits ofMebibytes(long mebibytes) {
        return new Limits(mebibytes << 20, Math.max(mebibytes << 20 >> 4, 4096));
    }
}
