package dev.ratoon.controlplane.repositories;

import static java.lang.System.Logger.Level.DEBUG;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean over;
    private boolean lost;

    Keeper(WriterLeases leases, String repository, UUID holder, Duration often) {
        this.leases = leases;
        this.repository = repository;
        this.holder = holder;
        this.often = often;
        Thread.ofVirtual().name("lease of " + repository).start(this::keep);
    }

    private void keep() {
        long good = System.nanoTime() + GOOD_FOR.toNanos();
        try {
            while (!done.await(often.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (!leases.keep(repository, holder)) {
                        lose();
                        return;
                    }
                    good = System.nanoTime() + GOOD_FOR.toNanos();
                } catch (SQLException e) {
                    LOG.log(DEBUG, "the lease of " + repository + " cannot be prolonged now", e);
                    if (System.nanoTime() > good) {
                        lose();
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    /**
     * From now on nobody is interrupted: its own thread neither, which may talk to the database.
     */
    @Override
    public void close() {
        synchronized (this) {
            over = true;
            if (lost) {
                boolean _ = Thread.interrupted();
            }
        }
        done.countDown();
    }
}
