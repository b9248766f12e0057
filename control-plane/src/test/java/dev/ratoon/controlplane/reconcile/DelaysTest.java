package dev.ratoon.controlplane.reconcile;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DelaysTest {
    private static final UUID AGENT = UUID.fromString("0198a000-0000-7000-8000-000000000001");

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Delays delays = new Delays(new Now());

    @Test
    void whatIsTriedEveryFewSecondsIsToldOnce() {
        assertTrue(delays.isNews(AGENT, "The node is silent."));

        now = now.plus(Duration.ofHours(1));

        assertFalse(delays.isNews(AGENT, "The node is silent."));
    }

    @Test
    void otherWordsAreToldAfterAWhile() {
        assertTrue(delays.isNews(AGENT, "one"));
        assertFalse(delays.isNews(AGENT, "two"));

        now = now.plus(Duration.ofMinutes(11));

        assertTrue(delays.isNews(AGENT, "two"));
    }

    @Test
    void anotherAgentAndTheNextTimeAreOthers() {
        assertTrue(delays.isNews(AGENT, "one"));
        assertTrue(delays.isNews(new UUID(1, 2), "one"));

        delays.over(AGENT);

        assertTrue(delays.isNews(AGENT, "one"));
    }

    private final class Now extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
