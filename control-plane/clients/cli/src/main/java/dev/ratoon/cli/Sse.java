package dev.ratoon.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events, one after the other. What is cut off before its empty line is none. */
final class Sse implements AutoCloseable {
    private static final int LONGEST_LINE = 32 << 20;

    private final InputStream in;
    private boolean first = true;
    private boolean afterReturn;
    private boolean any;
    private @Nullable String lastId;

    Sse(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** One event. */
    record Event(String name, @Nullable String id, String data) {}

    /** Waits for the next one; null at the end of the stream. */
    @Nullable Event next() throws IOException {
        String name = "message";
        String id = null;
        StringBuilder data = null;
        while (true) {
            String line = line();
            if (line == null) {
                return null;
            }
            if (line.isEmpty()) {
                // Also without data: the reader's place has moved.
                lastId = id == null ? lastId : id;
                if (data != null) {
                    any = true;
                    return new Event(name, id, data.toString());
                }
                name = "message";
                id = null;
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "event" -> name = value;
                case "id" -> id = value;
                case "data" ->
                        data =
                                data == null
                                        ? new StringBuilder(value)
                                        : data.append('\n').append(value);
                default -> {} // a comment, or what a newer server says besides
            }
        }
    }

    /** Whether an event has come. */
    boolean any() {
        return any;
    }

    /** What to go on from. */
    @Nullable String lastId() {
        return lastId;
    }

    /** Ended by a line feed, a return, or both; null when the stream ends without. */
    private @Nullable String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        while (true) {
            int one = in.read();
            if (one < 0) {
                return null;
            }
            boolean rest = afterReturn && one == '\n';
            afterReturn = one == '\r';
            if (rest) {
                continue;
            }
            if (one == '\n' || one == '\r') {
                return text(bytes);
            }
            if (bytes.size() >= LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
            }
            bytes.write(one);
        }
    }

    private String text(ByteArrayOutputStream bytes) {
        String text = bytes.toString(StandardCharsets.UTF_8);
        boolean marked = first && text.startsWith("\ufeff");
        first = false;
        return marked ? text.substring(1) : text;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
