package dev.ratoon.controlplane.installs;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes a stream on which nothing comes, or which does not end: a read of it has no bound of its
 * own. One virtual thread for each stream.
 */
final class Watchdog implements AutoCloseable {
    private static final long LOOK = 100_000_000;

    private final InputStream stream;
    private final Thread thread;
    private volatile long movedAt = System.nanoTime();

    Watchdog(InputStream stream, Downloads.Patience patience) {
        this.stream = stream;
        this.thread = Thread.ofVirtual().name("download").start(() -> watch(patience));
    }

    void moved() {
        movedAt = System.nanoTime();
    }

    private void watch(Downloads.Patience patience) {
        long began = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            long now = System.nanoTime();
            if (now - movedAt > patience.silence().toNanos()
                    || now - began > patience.whole().toNanos()) {
                try {
                    stream.close();
                } catch (IOException _) {
                    // Its reader notices either way.
                }
                return;
            }
            LockSupport.parkNanos(this, LOOK);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
