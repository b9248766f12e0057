package dev.ratoon.controlplane.installs;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How far one install is, told by several threads. */
final class Progress {
    private static final long EVERY = 1L << 20;

    private final Runnable changed;
    private final AtomicInteger packages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile String words = "is about to begin";
    private volatile int allPackages;
    private volatile long allBytes;

    Progress(Runnable changed) {
        this.changed = changed;
    }

    void at(String other) {
        words = other;
        changed.run();
    }

    /**
     * @param weight of all that is to come, 0 when nobody says
     */
    void begin(int there, int all, long weight) {
        packages.set(there);
        allPackages = all;
        allBytes = weight;
        words = "";
        changed.run();
    }

    void came(long count) {
        long now = bytes.addAndGet(count);
        if (now / EVERY != (now - count) / EVERY) {
            changed.run();
        }
    }

    void done() {
        packages.incrementAndGet();
        changed.run();
    }

    String words() {
        if (!words.isEmpty()) {
            return words;
        }
        long weight = allBytes;
        return "%d of %d packages, %d%s MB"
                .formatted(
                        packages.get(),
                        allPackages,
                        bytes.get() / 1_000_000,
                        weight == 0 ? "" : " of " + Math.max(1, weight / 1_000_000));
    }
}
