package dev.ratoon.protocol;

/** How much one side of a byte stream may still send. Threads: any; a sender waits in take. */
public final class CreditWindow {
    private long left = Protocol.WINDOW;
    private boolean closed;

    /** Waits for credit and takes up to so much of it. Zero means that the stream is over. */
    public synchronized int take(int wanted) throws InterruptedException {
        while (left == 0 && !closed) {
            wait();
        }
        if (closed) {
            return 0;
        }
        int taken = (int) Math.min(wanted, left);
        left -= taken;
        return taken;
    }

    public synchronized void grant(int more) {
        left = Math.min(left + more, Integer.MAX_VALUE);
        notifyAll();
    }

    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
