package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Memory for reading whole files: a quarter of all that there is. A file may be stored as its
 * difference from another version, and is then made whole beside that one before its first byte
 * goes out, and kept until the last is taken. Safe for many threads.
 */
final class RawFiles {
    private static final int MIB = 1 << 20;

    private final int all;
    private final Semaphore free;
    private final Duration wait;

    RawFiles() {
        this(Math.toIntExact(Runtime.getRuntime().maxMemory() / 4 / MIB), Duration.ofSeconds(10));
    }

    /**
     * @param all MiB
     */
    RawFiles(int all, Duration wait) {
        this.all = all;
        this.free = new Semaphore(all, true);
        this.wait = wait;
    }

    /** A file that is there, in a commit that it is read from. */
    record Found(String commit, long size) {}

    void requireRoom(long size) {
        if (wants(size) > all) {
            throw new Failure(
                    ProblemType.TOO_LARGE,
                    "This file is larger than the %d MiB that are read whole here. Take the whole branch: ratoon checkout AGENT"
                            .formatted((all - 1) / 2));
        }
    }

    /** Reads when there is room for it; when there is none in time, it says so. */
    <T> T inTurn(long size, Supplier<T> reading) {
        requireRoom(size);
        int wants = Math.toIntExact(wants(size));
        try {
            if (!free.tryAcquire(wants, wait.toMillis(), TimeUnit.MILLISECONDS)) {
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
            free.release(wants);
        }
    }

    private static long wants(long size) {
        return 1 + 2 * size / MIB;
    }
}
