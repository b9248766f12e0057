package dev.ratoon.runner.rpc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads lines of bytes. Threads: one. */
final class Lines {
    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[16 << 10];
    private int from;
    private int to;

    Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line without its end; empty when there is none. */
    Optional<byte[]> next() throws IOException {
        byte[] line = new byte[512];
        int length = 0;
        while (true) {
            if (from == to) {
                from = 0;
                to = Math.max(in.read(buffer), 0);
                if (to == 0) {
                    return length == 0
                            ? Optional.empty()
                            : Optional.of(Arrays.copyOf(line, length));
                }
            }
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            int more = end - from;
            if (length + more > longest) {
                throw new TooLong(longest);
            }
            if (length + more > line.length) {
                line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
            }
            System.arraycopy(buffer, from, line, length, more);
            length += more;
            boolean whole = end < to;
            from = whole ? end + 1 : end;
            if (whole) {
                return Optional.of(Arrays.copyOf(line, length));
            }
        }
    }

    /** A line that never seems to end. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong(int longest) {
            super("a line is longer than " + (longest >> 20) + " MiB");
        }
    }
}
