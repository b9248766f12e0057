package dev.ratoon.git.upstream;

import java.io.Writer;

/** The beginning of what a host says to people meanwhile; the rest goes nowhere. */
final class BoundedMessages extends Writer {
    private static final int MOST = 32 << 10;

    private final StringBuilder kept = new StringBuilder();

    @Override
    public void write(char[] from, int offset, int length) {
        kept.append(from, offset, Math.min(length, MOST - kept.length()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return kept.toString();
    }
}
