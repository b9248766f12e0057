package dev.ratoon.controlplane.basis;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of the control plane under test: it runs, and can be put forward. */
public final class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    /** Puts the clock forward, or back, until the returned thing is closed. */
    public Moved forward(Duration duration) {
        ahead = duration;
        return () -> ahead = Duration.ZERO;
    }

    /** Ends the moved time. */
    public interface Moved extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("all time is UTC");
    }

    /** Takes the place of the real clock in all component tests. */
    @Singleton
    static class Producer {
        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        MovableClock clock() {
            return new MovableClock();
        }
    }
}
