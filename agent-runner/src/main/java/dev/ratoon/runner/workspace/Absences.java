package dev.ratoon.runner.workspace;

import java.time.Duration;

/**
 * When the control plane was away. Its gateways were away with it, so what asked one of them may
 * have failed for that alone. Threads: any.
 */
public final class Absences {
    /** The line and the gateways break together, and nobody says which of it is noticed first. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private boolean away = true;
    private long count;

    public synchronized void begin() {
        away = true;
        count++;
        notifyAll();
    }

    public synchronized void end() {
        away = false;
        notifyAll();
    }

    /** How many there were so far. */
    synchronized long count() {
        return count;
    }

    /** Whether there was one since there were so many; it is over by then. */
    synchronized boolean since(long before) throws InterruptedException {
        long until = System.nanoTime() + MOMENT.toNanos();
        while (count == before) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        while (away) {
            wait();
        }
        return true;
    }
}
