package dev.ratoon.git.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The beginning of what a program says besides its output; the rest goes nowhere. */
final class BoundedWords extends OutputStream {
    private static final int MOST = 8 << 10;

    private final byte[] kept = new byte[MOST];
    private int length;

    @Override
    public synchronized void write(int one) {
        if (length < MOST) {
            kept[length++] = (byte) one;
        }
    }

    @Override
    public synchronized void write(byte[] from, int offset, int count) {
        int more = Math.min(count, MOST - length);
        System.arraycopy(from, offset, kept, length, more);
        length += more;
    }

    synchronized String text() {
        return new String(kept, 0, length, StandardCharsets.UTF_8);
    }
}
