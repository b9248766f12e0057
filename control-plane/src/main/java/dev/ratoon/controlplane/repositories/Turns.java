package dev.ratoon.controlplane.repositories;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Those of this process that wait for the same thing, one after the other. Safe for many threads.
 */
final class Turns {
    private static final class Turn {
        final ReentrantLock lock = new ReentrantLock(true);
        int users;
    }

    private final Map<String, Turn> turns = new HashMap<>();

    /** Waits for it. */
    void begin(String what) throws InterruptedException {
        Turn turn;
        synchronized (this) {
            turn = turns.computeIfAbsent(what, _ -> new Turn());
            turn.users++;
        }
        try {
            turn.lock.lockInterruptibly();
        } catch (InterruptedException e) {
            leave(what, turn);
            throw e;
        }
    }

    void end(String what) {
        Turn turn;
        synchronized (this) {
            turn = turns.get(what);
        }
        if (turn != null) {
            turn.lock.unlock();
            leave(what, turn);
        }
    }

    private synchronized void leave(String what, Turn turn) {
        if (--turn.users == 0) {
            turns.remove(what);
        }
    }
}
