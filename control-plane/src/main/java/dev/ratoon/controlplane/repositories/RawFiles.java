package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Turns at reading whole files: what one is made of in a pack takes some megabytes of memory while
 * it is read, however slowly. Safe for many threads.
 */
final class RawFiles {
    private static final int AT_ONCE = 6;

    private final Semaphore places;
    private final Duration wait;

    RawFiles() {
        this(AT_ONCE, Duration.ofSeconds(10));
    }

    RawFiles(int atOnce, Duration wait) {
        this.places = new Semaphore(atOnce, true);
        this.wait = wait;
    }

    /** A file that is there, in a commit that it is read from. */
    record Found(String commit, long size) {}

    /** Reads when there is a place; when none is free in time, it says so. */
    <T> T inTurn(Supplier<T> reading) {
        try {
            if (!places.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Failure(
                        ProblemType.BUSY,
                        "Others read whole files just now: try again in a moment, or take the"
                                + " whole branch: ratoon checkout AGENT");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(ProblemType.BUSY, "Ratoon is ending: try again in a moment.");
        }
        try {
            return reading.get();
        } finally {
            places.release();
        }
    }
}
