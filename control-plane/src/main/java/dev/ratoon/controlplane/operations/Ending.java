package dev.ratoon.controlplane.operations;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The moment from which on there is only the end, before requests under way are waited for: who
 * holds one open for as long as it likes ends it now. Threads: any.
 */
@Singleton
public class Ending {
    private final List<Runnable> told = new CopyOnWriteArrayList<>();
    private volatile boolean begun;

    public boolean hasBegun() {
        return begun;
    }

    /** Runs when it begins, on a thread that must not be held up. */
    public void whenItBegins(Runnable what) {
        told.add(what);
    }

    public synchronized void begin() {
        if (!begun) {
            begun = true;
            told.forEach(Runnable::run);
        }
    }
}
