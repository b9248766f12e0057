package dev.ratoon.controlplane.models;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at the deadlines of all calls, from one thread. */
final class Watch implements AutoCloseable {
    private static final long EVERY_MILLIS = 200;

    private final Set<Deadline> deadlines = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    Watch() {
        Thread.ofVirtual().name("model-deadlines").start(this::run);
    }

    /** Of the call that this thread serves. */
    Deadline deadline() {
        var deadline = new Deadline();
        deadlines.add(deadline);
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
            while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                deadlines.forEach(Deadline::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
