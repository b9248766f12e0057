package dev.ratoon.controlplane.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Closes what stands still for too long, or is there for too long: reads and writes end then. One
 * virtual thread.
 */
final class Watch implements AutoCloseable {
    private final Duration idle;
    private final long end;
    private final List<Closeable> watched = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile long moved = System.nanoTime();

    Watch(Duration idle, Duration longest, Closeable first) {
        this.idle = idle;
        this.end = System.nanoTime() + longest.toNanos();
        watched.add(first);
        this.thread = Thread.ofVirtual().name("egress watch").start(this::run);
    }

    void over(Closeable other) {
        watched.add(other);
    }

    void moved() {
        moved = System.nanoTime();
    }

    private void run() {
        try {
            while (true) {
                long now = System.nanoTime();
                long left = Math.min(end - now, moved + idle.toNanos() - now);
                if (left <= 0) {
                    for (Closeable each : watched) {
                        quietly(each);
                    }
                    return;
                }
                Thread.sleep(Duration.ofNanos(left));
            }
        } catch (InterruptedException e) {
            // Nothing is left to watch.
            return;
        }
    }

    static void quietly(Closeable what) {
        try {
            what.close();
        } catch (IOException e) {
            // It is not wanted any more either way.
            return;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
