package dev.ratoon.controlplane.meters;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.ObservedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CostingNothingTest {
    private static final UUID AGENT = new UUID(0, 1);

    private final CostingNothing calls =
            new CostingNothing(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private static ObservedEvent.ModelCalled call(long input, int status) {
        return new ObservedEvent.ModelCalled(
                new UUID(0, 9), "p", "m", input, 0, 0, null, false, status, false, null, 1);
    }

    @Test
    void oneOfEachAgentAndStatusIsNoted() {
        assertTrue(calls.isNoted(AGENT, call(0, 429)));
        assertFalse(calls.isNoted(AGENT, call(0, 429)));
        assertTrue(calls.isNoted(AGENT, call(0, 0)));
        assertTrue(calls.isNoted(new UUID(0, 2), call(0, 429)));
    }

    @Test
    void whatCostsIsAlwaysNoted() {
        assertTrue(calls.isNoted(AGENT, call(1, 200)));
        assertTrue(calls.isNoted(AGENT, call(1, 200)));
    }

    @Test
    void anotherIsNotedAfterAMinute() {
        var passing = new Turned(Instant.EPOCH);
        var later = new CostingNothing(passing);
        assertTrue(later.isNoted(AGENT, call(0, 500)));
        passing.now = passing.now.plus(Duration.ofSeconds(59));
        assertFalse(later.isNoted(AGENT, call(0, 500)));
        passing.now = passing.now.plus(Duration.ofSeconds(1));
        assertTrue(later.isNoted(AGENT, call(0, 500)));
    }
}
