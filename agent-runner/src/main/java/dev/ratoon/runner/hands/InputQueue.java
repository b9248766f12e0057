package dev.ratoon.runner.hands;

import dev.ratoon.protocol.Protocol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Bytes that were granted and have come, on their way to somebody slower. Threads: one puts, one
 * takes. It holds at most one window: more than that was not granted.
 */
final class InputQueue {
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int held;
    private boolean ended;

    /** False when the other side sends more than it may. */
    synchronized boolean put(byte[] bytes) {
        if (held + bytes.length > Protocol.WINDOW) {
            return false;
        }
        if (!ended && bytes.length > 0) {
            waiting.add(bytes);
            held += bytes.length;
            notifyAll();
        }
        return true;
    }

    /** Nothing more comes. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The next piece; empty after the last. */
    synchronized Optional<byte[]> take() throws InterruptedException {
        while (waiting.isEmpty() && !ended) {
            wait();
        }
        Optional<byte[]> next = Optional.ofNullable(waiting.poll());
        next.ifPresent(bytes -> held -= bytes.length);
        return next;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }
}
