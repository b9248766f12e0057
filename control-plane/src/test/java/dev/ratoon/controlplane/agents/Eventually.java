package dev.ratoon.controlplane.agents;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for a condition, within a bound. */
public final class Eventually {
    static final Duration BOUND = Duration.ofSeconds(90);

    private Eventually() {}

    public static <T> T get(String what, Callable<T> look, Predicate<T> enough) throws Exception {
        return get(what, BOUND, look, enough);
    }

    public static <T> T get(String what, Duration bound, Callable<T> look, Predicate<T> enough)
            throws Exception {
        long end = System.nanoTime() + bound.toNanos();
        T seen = look.call();
        while (!enough.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + bound + ": " + what + "; at last " + seen);
            }
            LockSupport.parkNanos(50_000_000);
            seen = look.call();
        }
        return seen;
    }
}
