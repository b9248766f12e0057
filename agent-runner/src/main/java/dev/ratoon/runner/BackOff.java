package dev.ratoon.runner;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: longer each time, never the same for two runners. */
final class BackOff {
    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final RandomGenerator luck;
    private Duration next = FIRST;

    BackOff(RandomGenerator luck) {
        this.luck = luck;
    }

    /** Between half of it and all of it. */
    Duration next() {
        long most = next.toNanos();
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        return Duration.ofNanos(most / 2 + luck.nextLong(most / 2 + 1));
    }

    void succeeded() {
        next = FIRST;
    }
}
