package dev.ratoon.controlplane.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CrashesTest {
    private static final String FULL =
            "2026-01-02 03:04:05 [7] PANIC:  could not write to file \"pg_wal/xlogtemp.7\": No space"
                    + " left on device";

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Crashes crashes = new Crashes(new Moving());

    @Test
    void theThirdOfAFewMinutesIsEnough() {
        assertFalse(crashes.areEnoughWith(FULL));
        assertFalse(crashes.areEnoughWith(FULL));
        assertTrue(crashes.areEnoughWith(FULL));
    }

    @Test
    void nowAndThenItMayRecover() {
        for (int i = 0; i < 10; i++) {
            assertFalse(crashes.areEnoughWith(FULL));
            now = now.plus(Duration.ofMinutes(3));
        }
    }

    @Test
    void whatIsNoCrashOrHasAnotherCauseIsNotCounted() {
        for (int i = 0; i < 10; i++) {
            assertFalse(crashes.areEnoughWith(FULL.replace("PANIC", "ERROR")));
            assertFalse(
                    crashes.areEnoughWith("PANIC:  could not locate a valid checkpoint record"));
        }
    }

    private final class Moving extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
