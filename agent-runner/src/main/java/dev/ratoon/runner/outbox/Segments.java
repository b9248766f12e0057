package dev.ratoon.runner.outbox;

import dev.ratoon.runner.wire.Threads;
import java.time.Duration;

/**
 * Text on its way into the log, in segments: after a second, at 4 KiB, or at its end. Threads: any.
 */
public final class Segments {
    static final int SIZE = 4096;
    static final Duration TIME = Duration.ofSeconds(1);

    private final Sink sink;
    private final Later later;
    private final StringBuilder waiting = new StringBuilder();
    private long offset;
    private long flushes;

    /** Takes the segments, in their order. */
    public interface Sink {
        void segment(long offset, String text, boolean last);
    }

    /** Does something after a second. */
    interface Later {
        void run(Runnable task);
    }

    public Segments(Sink sink) {
        this(
                sink,
                task ->
                        Threads.virtual(
                                "segment",
                                () -> {
                                    Thread.sleep(TIME);
                                    task.run();
                                }));
    }

    Segments(Sink sink, Later later) {
        this.sink = sink;
        this.later = later;
    }

    /** How much text came before. */
    public synchronized long length() {
        return offset + waiting.length();
    }

    public synchronized void add(String text) {
        if (text.isEmpty()) {
            return;
        }
        boolean first = waiting.isEmpty();
        waiting.append(text);
        while (waiting.length() >= SIZE) {
            cut(SIZE, false);
        }
        if (first && !waiting.isEmpty()) {
            long now = flushes;
            later.run(() -> flush(now));
        }
    }

    /** Nothing more comes. */
    public synchronized void end() {
        cut(waiting.length(), true);
    }

    private synchronized void flush(long then) {
        if (flushes == then && !waiting.isEmpty()) {
            cut(waiting.length(), false);
        }
    }

    private void cut(int wanted, boolean last) {
        int length = wanted;
        if (!last && length > 1 && Character.isHighSurrogate(waiting.charAt(length - 1))) {
            // Its other half comes in the next one.
            length--;
        }
        String text = waiting.substring(0, length);
        waiting.delete(0, length);
        long at = offset;
        offset += length;
        flushes++;
        sink.segment(at, text, last);
    }
}
