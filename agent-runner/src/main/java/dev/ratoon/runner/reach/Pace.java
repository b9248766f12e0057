package dev.ratoon.runner.reach;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How late it is since the beginning, and waiting. */
interface Pace {
    long millis();

    void pause(long millis);

    static Pace real() {
        long begin = System.nanoTime();
        return new Pace() {
            @Override
            public long millis() {
                return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            }

            @Override
            public void pause(long millis) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            }
        };
    }
}
