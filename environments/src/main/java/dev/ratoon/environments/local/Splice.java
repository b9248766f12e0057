package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection through a door: what comes in at either end goes out at the other, the end of it
 * too. Two virtual threads; both are gone when both directions have ended, when either end breaks,
 * or when {@link #close} is called.
 */
final class Splice {
    private static final int BUFFER = 16 * 1024;

    private final SocketChannel inner;
    private final SocketChannel outer;
    private final AtomicInteger directions = new AtomicInteger(2);
    private final Runnable whenOver;
    private volatile long movedAt = System.nanoTime();
    private final AtomicInteger writing = new AtomicInteger();

    Splice(SocketChannel inner, SocketChannel outer, Runnable whenOver) {
        this.inner = inner;
        this.outer = outer;
        this.whenOver = whenOver;
    }

    void start() {
        Thread.ofVirtual().name("splice-out").start(() -> copy(inner, outer));
        Thread.ofVirtual().name("splice-in").start(() -> copy(outer, inner));
    }

    private void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                movedAt = System.nanoTime();
                buffer.flip();
                writing.incrementAndGet();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                    movedAt = System.nanoTime();
                }
                writing.decrementAndGet();
                buffer.clear();
            }
            to.shutdownOutput();
            movedAt = System.nanoTime();
        } catch (IOException _) {
            // Half a connection is of no use to anybody.
            close();
        }
        if (directions.decrementAndGet() == 0) {
            close();
            whenOver.run();
        }
    }

    /**
     * Whether somebody waits here for what does not come: one direction has ended or cannot go on,
     * and nothing moves. A connection that is whole and silent waits for its next word.
     */
    boolean stalled(long now, long nanos) {
        return (directions.get() == 1 || writing.get() > 0) && now - movedAt > nanos;
    }

    void close() {
        for (SocketChannel end : new SocketChannel[] {inner, outer}) {
            try {
                end.close();
            } catch (IOException _) {
                // It is closed either way.
            }
        }
    }
}
