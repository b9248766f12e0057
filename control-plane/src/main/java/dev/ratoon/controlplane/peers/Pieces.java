package dev.ratoon.controlplane.peers;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Live pieces on their way to a peer, in a bound: what a slow one has no room for is left out, and
 * comes again as an event of the log. Threads: many fill, one takes.
 */
final class Pieces {
    private static final int MOST = 1_024;
    private static final int MOST_BYTES = 2 << 20;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int bytes;
    private boolean over;

    /** Never waits. */
    synchronized void offer(byte[] piece) {
        if (waiting.size() < MOST && bytes + piece.length <= MOST_BYTES) {
            waiting.add(piece);
            bytes += piece.length;
            notifyAll();
        }
    }

    /** The next one; none after the end. */
    synchronized byte[] take() throws InterruptedException {
        while (waiting.isEmpty() && !over) {
            wait();
        }
        byte[] next = over ? null : waiting.poll();
        if (next == null) {
            return new byte[0];
        }
        bytes -= next.length;
        return next;
    }

    synchronized void end() {
        over = true;
        notifyAll();
    }
}
