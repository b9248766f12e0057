package dev.ratoon.cli;

/** How much may still be sent. Threads: one takes and waits, another grants. */
final class Credit {
    private long left = Frame.WINDOW;

    /** Waits for some, and takes it: as much as is wanted and there. */
    synchronized int take(int wanted) throws InterruptedException {
        while (left <= 0) {
            wait();
        }
        int taken = (int) Math.min(wanted, left);
        left -= taken;
        return taken;
    }

    synchronized void grant(int more) {
        left = Math.min(left + Math.max(more, 0), Integer.MAX_VALUE);
        notifyAll();
    }
}
