package dev.ratoon.git.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Knows where it is, and takes back what was read too far. */
final class CountingInput extends PushbackInputStream {
    private static final int MOST_BACK = 16 << 10;

    private long position;

    CountingInput(InputStream in) {
        super(in, MOST_BACK);
    }

    long position() {
        return position;
    }

    /** What comes next, not yet counted. */
    int peek(byte[] into) throws IOException {
        return super.read(into, 0, into.length);
    }

    void passOver(int bytes) {
        position += bytes;
    }

    /** The last bytes of what was peeked at. */
    void giveBack(byte[] from, int length, int peeked) throws IOException {
        unread(from, peeked - length, length);
        position -= length;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        position += one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int some = super.read(into, offset, length);
        position += Math.max(some, 0);
        return some;
    }
}
