package dev.ratoon.controlplane.feeds;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Server-sent events, one after the other. Threads: one writes, any asks whether it is stuck. */
final class SseWriter {
    private static final long IDLE = Long.MIN_VALUE;

    private final OutputStream out;
    private volatile long writingSince = IDLE;

    SseWriter(OutputStream out) {
        this.out = out;
    }

    /** What a reader goes on from, if it is not null, and what it goes on with. */
    void event(@Nullable String id, String name, String data) throws IOException {
        StringBuilder text = new StringBuilder(data.length() + 100);
        if (id != null) {
            text.append("id: ").append(id).append('\n');
        }
        text.append("event: ").append(name).append('\n');
        // A payload may have line ends of its own, and each line is a data line.
        for (String line : data.split("\r\n|\r|\n", -1)) {
            text.append("data: ").append(line).append('\n');
        }
        write(text.append('\n').toString());
    }

    /** The first of all: how long to wait before coming back. */
    void begin(Duration retry) throws IOException {
        write(": here\nretry: " + retry.toMillis() + "\n\n");
        flush();
    }

    /** The last of all: why it is over, and how long to wait before coming back. */
    void end(Duration retry, String data) throws IOException {
        write("retry: " + retry.toMillis() + "\n");
        event(null, "end", data);
        flush();
    }

    /** Nothing new: finds out who has left, and moves the reader's place. */
    void pulse(@Nullable String id) throws IOException {
        write(": still here\n" + (id == null ? "" : "id: " + id + "\n") + "\n");
        flush();
    }

    void flush() throws IOException {
        writingSince = System.nanoTime();
        out.flush();
        writingSince = IDLE;
    }

    /** Whether the reader has taken nothing for that long while there was something. */
    boolean stuckFor(Duration time) {
        long since = writingSince;
        return since != IDLE && System.nanoTime() - since > time.toNanos();
    }

    private void write(String text) throws IOException {
        writingSince = System.nanoTime();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        writingSince = IDLE;
    }
}
