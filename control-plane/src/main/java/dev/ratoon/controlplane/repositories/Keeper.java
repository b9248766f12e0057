package dev.ratoon.controlplane.repositories;

import static java.lang.System.Logger.Level.DEBUG;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * Prolongs a lease while somebody works under it, and interrupts him before it is over. Threads:
 * one of its own, which ends with the work.
 */
final class Keeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Keeper.class.getName());

    /** Shorter than a lease by what a last write may take. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(20);

    private final WriterLeases leases;
    private final String repository;
    private final UUID holder;
    private final Duration often;
    private final Thread worker = Thread.currentThread();
    private final Thread thread;
    private boolean over;
    private boolean lost;

    Keeper(WriterLeases leases, String repository, UUID holder, Duration often) {
        this.leases = leases;
        this.repository = repository;
        this.holder = holder;
        this.often = often;
        this.thread = Thread.ofVirtual().name("lease of " + repository).start(this::keep);
    }

    private void keep() {
        long good = System.nanoTime() + GOOD_FOR.toNanos();
        try {
            while (true) {
                Thread.sleep(often);
                try {
                    if (!leases.keep(repository, holder)) {
                        break;
                    }
                    good = System.nanoTime() + GOOD_FOR.toNanos();
                } catch (SQLException e) {
                    LOG.log(DEBUG, "the lease of " + repository + " cannot be prolonged now", e);
                    if (System.nanoTime() > good) {
                        break;
                    }
                }
            }
            lose();
        } catch (InterruptedException e) {
            // The work is done.
        }
    }

    private synchronized void lose() {
        if (!over) {
            lost = true;
            worker.interrupt();
        }
    }

    synchronized boolean isLost() {
        return lost;
    }

    /** From now on nobody is interrupted. */
    @Override
    public void close() {
        synchronized (this) {
            over = true;
            if (lost) {
                boolean _ = Thread.interrupted();
            }
        }
        thread.interrupt();
    }
}
