package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefusalCountTest {
    private static final UUID AGENT = new UUID(1, 1);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RefusalCount count = new RefusalCount(() -> now);

    /** Whatever it breaks, all day and as often as it can. */
    @Test
    void aDayOfRefusalsIsAFewEventsThatCountThemAll() {
        int events = 0;
        long told = 0;
        int inTheFirstHour = 0;
        int seconds = 24 * 60 * 60;
        for (int i = 0; i < seconds; i++) {
            OptionalLong before = count.refused(AGENT, "paths", 1);
            if (before.isPresent()) {
                events++;
                told += before.getAsLong() + 1;
            }
            now = now.plusSeconds(1);
            inTheFirstHour = i == 3_600 ? events : inTheFirstHour;
        }
        assertEquals(6, inTheFirstHour);
        assertEquals(29, events);
        now = now.plusSeconds(3_600);
        assertEquals(seconds + 1, told + 1 + count.refused(AGENT, "paths", 1).getAsLong());
    }

    @Test
    void anotherRuleAndAnotherAgentAreToldForThemselves() {
        assertEquals(OptionalLong.of(0), count.refused(AGENT, "paths", 1));
        assertEquals(OptionalLong.of(0), count.refused(AGENT, "pace", 1));
        assertEquals(OptionalLong.of(0), count.refused(new UUID(1, 2), "paths", 1));
        assertEquals(OptionalLong.empty(), count.refused(AGENT, "paths", 1));
    }

    @Test
    void manyAtOnceAreCountedEach() {
        assertEquals(OptionalLong.of(4), count.refused(AGENT, "pace", 5));
        assertEquals(OptionalLong.empty(), count.refused(AGENT, "pace", 7));
        now = now.plusSeconds(60);
        assertEquals(OptionalLong.of(9), count.refused(AGENT, "pace", 3));
    }
}
