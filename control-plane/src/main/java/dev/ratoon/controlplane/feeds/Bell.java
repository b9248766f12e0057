package dev.ratoon.controlplane.feeds;

import java.time.Duration;

/** Tells one reader that there is something for it, however often it is rung. Threads: any. */
final class Bell {
    private boolean rung;

    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    /** Whether it was rung since the last time, or is within that time. */
    synchronized boolean await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); !rung && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        boolean was = rung;
        rung = false;
        return was;
    }
}
