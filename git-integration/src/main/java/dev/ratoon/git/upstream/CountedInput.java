package dev.ratoon.git.upstream;

import java.io.IOException;
import java.io.InputStream;

/** A body whose length was told: at once, or chunk by chunk. One that is cut off fails. */
final class CountedInput extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean first = true;
    private boolean ended;

    CountedInput(InputStream in, boolean chunked, long left) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && chunked && !ended) {
            nextChunk();
        }
        if (left == 0) {
            return -1;
        }
        int read = in.read(into, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new IOException("the answer is cut off");
        }
        left -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (!first && !HttpAnswer.line(in).isEmpty()) {
            throw new IOException("a chunk is longer than it said");
        }
        first = false;
        String size = HttpAnswer.line(in).split(";", 2)[0].strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("no length of a chunk");
        }
        left = Long.parseLong(size, 16);
        ended = left == 0; // what trails is of no use: the connection ends here
    }
}
