package dev.ratoon.runner.tree;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The processes below this one whose parent is gone: they become ours, so that they can be found
 * and so that the dead ones leave no trace. Threads: any.
 */
public final class Orphans {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Set<Long> own = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();

    /** Starts a process. */
    public interface Start<E extends Exception> {
        Process now() throws E;
    }

    public Orphans() {
        Libc.adoptOrphans();
    }

    /** A child of ours that Java waits for: it is no orphan until it is forgotten. */
    public <E extends Exception> Process started(Start<E> start) throws E {
        synchronized (lock) {
            Process process = start.now();
            own.add(process.pid());
            return process;
        }
    }

    /** Java has seen its end. */
    public void ended(Process process) throws InterruptedException {
        own.remove(process.pid());
        reap();
        if (own.isEmpty()) {
            endAll();
        }
    }

    /** Forgets dead orphans, so that they do not count as processes for ever. */
    public void reap() {
        synchronized (lock) {
            long self = ProcessHandle.current().pid();
            for (Proc.Entry entry : Proc.table().values()) {
                if (entry.parent() == self && entry.isDead() && !own.contains(entry.pid())) {
                    Libc.reap(entry.pid());
                }
            }
        }
    }

    /** With nobody left whom they could belong to. */
    private void endAll() throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (killed() && System.nanoTime() < giveUpAt) {
            Thread.sleep(LOOK_AGAIN);
        }
        reap();
    }

    private boolean killed() {
        synchronized (lock) {
            if (!own.isEmpty()) {
                return false;
            }
            var below = new HashSet<Long>(Set.of(ProcessHandle.current().pid()));
            Set<Long> living = Proc.descendants(Proc.table(), below);
            living.forEach(pid -> Libc.kill(pid, Sign.KILL));
            return !living.isEmpty();
        }
    }
}
