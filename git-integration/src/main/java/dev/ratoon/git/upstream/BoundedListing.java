package dev.ratoon.git.upstream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a host says first is kept as a whole: its list of branches and tags, if it ends. */
final class BoundedListing extends FilterInputStream {
    /** About 250,000 branches and tags. */
    private static final int MOST = 16 << 20;

    private long left = MOST;

    BoundedListing(InputStream in) {
        super(in);
    }

    /** From now on it streams. */
    void isOver() {
        left = Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
        return took(super.read(), 1);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        return took(read, read);
    }

    private int took(int result, int bytes) throws IOException {
        if (result >= 0) {
            left -= bytes;
        }
        if (left < 0) {
            throw new IOException("it lists more than %d MiB".formatted(MOST >> 20));
        }
        return result;
    }
}
