package dev.ratoon.protocol;

/** Bytes or text that are none of the protocol's. The message says why, for a log. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    public Malformed(String why) {
        super(why);
    }
}
