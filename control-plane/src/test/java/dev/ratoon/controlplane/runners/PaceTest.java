package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.RunnerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final UUID AGENT = new UUID(1, 1);

    private static final Pace.Turn GOES = new Pace.Turn.Goes(0);
    private static final Pace.Turn WAITS = new Pace.Turn.Waits();

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Pace pace = new Pace(60, () -> now);

    private Optional<Duration> waits(UUID agent) {
        String shown = RunnerKey.fresh().sign(Audience.MODEL, agent.toString(), 1, now).header();
        return pace.mustWait(shown);
    }

    private Pace.Turn ask(UUID agent, int times) {
        Pace.Turn last = GOES;
        for (int i = 0; i < times; i++) {
            last = pace.asks(agent);
        }
        return last;
    }

    @Test
    void soManyGoAtOnceAndThenAsManyAsAMinuteLetsThrough() {
        assertEquals(Optional.empty(), waits(AGENT));
        assertEquals(GOES, ask(AGENT, 60));
        assertEquals(Optional.of(Duration.ofSeconds(1)), waits(AGENT));
        assertEquals(WAITS, ask(AGENT, 1));
        assertEquals(Optional.empty(), waits(new UUID(1, 2)), "another is not slowed down");
        now = now.plusSeconds(2);
        assertEquals(Optional.empty(), waits(AGENT));
        assertEquals(GOES, ask(AGENT, 2));
        now = now.plusSeconds(3_600);
        assertEquals(GOES, ask(AGENT, 60));
    }

    /** The one that goes last was not refused: only who really had to wait is told of. */
    @Test
    void theNextThatGoesIsToldHowManyHadToWait() {
        assertEquals(GOES, ask(AGENT, 60));
        now = now.plusSeconds(1);
        assertEquals(GOES, ask(AGENT, 1), "nobody had to wait yet");
        waits(AGENT);
        assertEquals(WAITS, ask(AGENT, 1));
        waits(AGENT);
        now = now.plusSeconds(2);
        assertEquals(new Pace.Turn.Goes(3), ask(AGENT, 1));
        assertEquals(GOES, ask(AGENT, 1), "they are told of once");
    }

    @Test
    void aSlowPaceSaysHowLongItTakes() {
        var slow = new Pace(2, () -> now);
        slow.asks(AGENT);
        slow.asks(AGENT);
        String shown = RunnerKey.fresh().sign(Audience.MODEL, AGENT.toString(), 1, now).header();
        assertEquals(Optional.of(Duration.ofSeconds(30)), slow.mustWait(shown));
        String words = slow.words("for models", "the.key", Duration.ofSeconds(30));
        assertTrue(words.contains("2 times") && words.contains("30 s"), words);
    }

    /** A claim is not believed: so it costs whom it names nothing. */
    @Test
    void whoIsOnlyNamedIsNotSlowedDown() {
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Optional.empty(), waits(AGENT));
        }
        assertEquals(0, pace.remembered());
        assertEquals(Optional.empty(), pace.mustWait(null));
        assertEquals(Optional.empty(), pace.mustWait("Runner x"));
    }

    @Test
    void anyNumberOfAgentsCostsTheSame() {
        for (int i = 0; i < 30_000; i++) {
            pace.asks(new UUID(2, i));
        }
        assertEquals(10_000, pace.remembered());
        ask(AGENT, 60);
        assertTrue(waits(AGENT).isPresent(), "who asks often is not forgotten");
    }

    @Test
    void aClockThatGoesBackGivesNothingAndTakesNothing() {
        ask(AGENT, 60);
        now = now.minusSeconds(3_600);
        assertTrue(waits(AGENT).isPresent());
        now = now.plusSeconds(2);
        assertEquals(Optional.empty(), waits(AGENT));
    }
}
