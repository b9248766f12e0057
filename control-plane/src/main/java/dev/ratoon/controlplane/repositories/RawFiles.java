package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Memory for reading whole files: a quarter of all that there is, and of that three quarters for
 * one person at most, so that nobody shuts out all the others. A file may be stored as its
 * difference from another version, and is then made whole beside that one before its first byte
 * goes out, and kept until the last is taken. Safe for many threads.
 */
final class RawFiles {
    private static final int MIB = 1 << 20;
    private static final String OR_ELSE =
            ": try again in a moment, or take the whole branch: ratoon checkout AGENT";

    private final int most;
    private final Semaphore free;
    private final Map<UUID, Share> shares = new ConcurrentHashMap<>();
    private final Duration wait;

    RawFiles() {
        this(Math.toIntExact(Runtime.getRuntime().maxMemory() / 4 / MIB), Duration.ofSeconds(10));
    }

    /**
     * @param all MiB
     */
    RawFiles(int all, Duration wait) {
        this.most = all - all / 4;
        this.free = new Semaphore(all, true);
        this.wait = wait;
    }

    /** A file that is there, in a commit that it is read from. */
    record Found(String commit, long size) {}

    /** What one person may have of it, while one of their readings is here. */
    private record Share(Semaphore free, int readings) {
        private Share more() {
            return new Share(free, readings + 1);
        }

        private @Nullable Share less() {
            return readings == 1 ? null : new Share(free, readings - 1);
        }
    }

    void requireRoom(long size) {
        if (wants(size) > most) {
            throw new Failure(
                    ProblemType.TOO_LARGE,
                    "This file is larger than the %d MiB that are read whole here. Take the whole branch: ratoon checkout AGENT"
                            .formatted((most - 1) / 2));
        }
    }

    /** Reads when there is room for it; when there is none in time, it says so. */
    <T> T inTurn(UUID person, long size, Supplier<T> reading) {
        requireRoom(size);
        int wants = Math.toIntExact(wants(size));
        long until = System.nanoTime() + wait.toNanos();
        Share own =
                shares.merge(
                        person,
                        new Share(new Semaphore(most, true), 1),
                        (known, _) -> known.more());
        try {
            // First of one's own: who has much of it waits there, in nobody's way.
            return within(
                    own.free(),
                    wants,
                    until,
                    "You read whole files already",
                    () -> within(free, wants, until, "Others read whole files just now", reading));
        } finally {
            shares.computeIfPresent(person, (_, known) -> known.less());
        }
    }

    private static <T> T within(
            Semaphore room, int wants, long until, String taken, Supplier<T> reading) {
        try {
            if (!room.tryAcquire(wants, until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new Failure(ProblemType.BUSY, taken + OR_ELSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure(ProblemType.BUSY, "Ratoon is ending: try again in a moment.");
        }
        try {
            return reading.get();
        } finally {
            room.release(wants);
        }
    }

    private static long wants(long size) {
        return 1 + 2 * size / MIB;
    }
}
