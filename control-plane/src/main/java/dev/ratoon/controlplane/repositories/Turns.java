package dev.ratoon.controlplane.repositories;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

    /** Waits for it, but not longer than that: false when it does not come. */
    boolean begin(String what, Duration patience) throws InterruptedException {
        Turn turn;
        synchronized (this) {
            turn = turns.computeIfAbsent(what, _ -> new Turn());
            turn.users++;
        }
        boolean begun = false;
        try {
            begun = turn.lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!begun) {
                leave(what, turn);
            }
        }
        return begun;
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
