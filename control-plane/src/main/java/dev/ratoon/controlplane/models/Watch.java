package dev.ratoon.controlplane.models;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at the deadlines of all calls, from one thread, which rests while there is none. */
final class Watch implements AutoCloseable {
    private static final long EVERY_MILLIS = 200;

    private final Set<Deadline> deadlines = ConcurrentHashMap.newKeySet();
    private boolean closed;

    Watch() {
        Thread.ofVirtual().name("model-deadlines").start(this::run);
    }

    /** Of the call that this thread serves. */
    Deadline deadline() {
        var deadline = new Deadline();
        deadlines.add(deadline);
        synchronized (this) {
            notifyAll();
        }
        return deadline;
    }

    void forget(Deadline deadline) {
        deadline.end();
        deadlines.remove(deadline);
    }

    void cutAll(String words) {
        deadlines.forEach(deadline -> deadline.cut(words));
    }

    private void run() {
        try {
            while (awaitSome()) {
                deadlines.forEach(Deadline::look);
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there is one; not so when there will be none any more. */
    private synchronized boolean awaitSome() throws InterruptedException {
        while (deadlines.isEmpty() && !closed) {
            wait();
        }
        return !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
