package dev.ratoon.environments;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, with a bound. */
public final class Eventually {
    /** How many times as long everything may take, on a machine that is emulated. */
    static final int SLOWER = Integer.getInteger("ratoon.test.slower", 1);

    private static final Duration BOUND = Duration.ofSeconds(20);

    private Eventually() {}

    /** Something that holds or not, and may not be known. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    public static void holds(Condition condition) throws Exception {
        within(BOUND, condition);
    }

    public static void within(Duration bound, Condition condition) throws Exception {
        long end = System.nanoTime() + bound.toNanos() * SLOWER;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come true within " + SLOWER + " times " + bound);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
