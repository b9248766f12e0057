package dev.ratoon.controlplane.proxy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a registry answered, over a connection of its own. */
record Answer(int status, Head head, InputStream body) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final int MOST_INTERIM = 10;

    static Answer read(InputStream from, boolean withBody) throws IOException, Refused {
        InputStream in = new BufferedInputStream(from, 32 << 10);
        for (int i = 0; i < MOST_INTERIM; i++) {
            Head head = Head.read(in);
            var status = STATUS.matcher(head.first());
            if (!status.matches()) {
                throw new IOException("no answer of HTTP/1.1");
            }
            int number = Integer.parseInt(status.group(1));
            if (number >= 200) {
                boolean has = withBody && number != 204 && number != 304;
                return new Answer(
                        number, head, has ? body(in, head) : InputStream.nullInputStream());
            }
        }
        throw new IOException("no answer, but that there will be one");
    }

    private static InputStream body(InputStream in, Head head) throws IOException, Refused {
        Optional<String> coding = head.only("Transfer-Encoding");
        if (coding.isPresent()) {
            if (!coding.get().equalsIgnoreCase("chunked")) {
                throw new IOException("an encoding that was not asked for");
            }
            return new Chunked(in);
        }
        Optional<String> length = head.only("Content-Length");
        return length.isEmpty() ? in : new Counted(in, length(length.get()));
    }

    private static long length(String text) throws IOException {
        if (!text.matches("[0-9]{1,15}")) {
            throw new IOException("no length of a body");
        }
        return Long.parseLong(text);
    }

    String header(String name) throws Refused {
        return head.only(name).orElse("");
    }

    /** So many bytes, and an end before that is told. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private long left;

        Counted(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(into, offset, (int) Math.min(most, left));
            if (read < 0) {
                throw new EOFException("the answer is cut off");
            }
            left -= read;
            return read;
        }
    }

    /** Chunks, up to the last one and no further. */
    private static final class Chunked extends InputStream {
        private static final int LONGEST_LINE = 1024;

        private final InputStream in;
        private InputStream chunk = InputStream.nullInputStream();
        private boolean first = true;
        private boolean over;

        Chunked(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int most) throws IOException {
            int read = over ? -1 : chunk.read(into, offset, most);
            while (read < 0 && !over) {
                next();
                read = over ? -1 : chunk.read(into, offset, most);
            }
            return read;
        }

        private void next() throws IOException {
            if (!first && !line().isEmpty()) {
                throw new IOException("a chunk is longer than it says");
            }
            first = false;
            String size = line().split(";", 2)[0].strip();
            if (!size.matches("[0-9A-Fa-f]{1,15}")) {
                throw new IOException("a chunk has no size");
            }
            long length = Long.parseLong(size, 16);
            over = length == 0;
            chunk = new Counted(in, length);
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0 || line.length() > LONGEST_LINE) {
                    throw new IOException("a chunk is cut off");
                }
                line.append((char) octet);
            }
            return line.toString().strip();
        }
    }
}
