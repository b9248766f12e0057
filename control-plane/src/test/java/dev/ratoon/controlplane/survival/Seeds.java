package dev.ratoon.controlplane.survival;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Where chance comes from: a run says its seed, and {@code -Dratoon.seed=N} chooses the same again,
 * once. {@code -Psoak} has more of them.
 */
final class Seeds {
    private static final int KILLS = Integer.getInteger("ratoon.soak.kills", 3);
    private static final Duration AT_RANDOM =
            Duration.ofMinutes(Integer.getInteger("ratoon.soak.minutes", 0));
    private static final long FIRST =
            Long.getLong("ratoon.seed", System.currentTimeMillis() % 1_000_000_000);
    private static final boolean ONE = System.getProperty("ratoon.seed") != null;

    private Seeds() {}

    interface Kill {
        void by(long seed) throws Exception;
    }

    /** As many as there are to be of each kind. */
    static void each(Kill kill) throws Exception {
        for (int i = 0; i < (ONE ? 1 : KILLS); i++) {
            kill.by(FIRST + i);
        }
    }

    /** As long as there is to be chance of any kind, and at least once. */
    static void forAWhile(Kill kill) throws Exception {
        long end = System.nanoTime() + AT_RANDOM.toNanos();
        long seed = ONE ? FIRST : FIRST + 10_000;
        do {
            kill.by(seed++);
        } while (System.nanoTime() < end && !ONE);
    }

    /** Lets the moment come that chance has chosen; no condition is hoped for meanwhile. */
    static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
