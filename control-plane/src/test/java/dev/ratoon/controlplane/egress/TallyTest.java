package dev.ratoon.controlplane.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.life.EgressEvents;
import dev.ratoon.controlplane.life.ObservedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final UUID AGENT = new UUID(1, 1);

    private final MovableClock clock = new MovableClock();
    private final Tally tally = new Tally(clock);

    @Test
    void theFirstRefusalIsToldAtOnceAndWhatFollowsIsCounted() {
        assertEquals(Optional.of(refused(1)), refuse("a.org"));
        assertEquals(Optional.empty(), refuse("a.org"));
        assertEquals(Optional.empty(), refuse("a.org"));
        assertEquals(Map.of(AGENT, List.of(refused(2))), tally.take());
        assertEquals(Map.of(), tally.take());
        try (var _ = clock.forward(Duration.ofMinutes(2))) {
            tally.take();
            assertEquals(Optional.of(refused(1)), refuse("a.org"));
        }
    }

    @Test
    void aFloodOfHostsIsAFewEvents() {
        int told = 0;
        for (int i = 0; i < 10_000; i++) {
            told += refuse("x" + i + ".org").isPresent() ? 1 : 0;
            tally.used(AGENT, "x" + i + ".org", 443, 1, 2);
        }
        assertEquals(Tally.MOST_HOSTS + 1, told);
        List<ObservedEvent> events = tally.take().getOrDefault(AGENT, List.of());
        assertEquals(Tally.MOST_HOSTS + 2, events.size());
        assertTrue(
                events.contains(
                        new EgressEvents.Used(
                                Tally.OTHERS,
                                0,
                                10_000 - Tally.MOST_HOSTS,
                                10_000 - Tally.MOST_HOSTS,
                                2 * (10_000 - Tally.MOST_HOSTS))));
    }

    /** Ever new names, day and night, would fill the log slowly. */
    @Test
    void anHourOfEverNewHostsIsSoManyEventsAndThenOneWithTheRest() {
        int told = 0;
        for (int minute = 0; minute < 59; minute++) {
            try (var _ = clock.forward(Duration.ofMinutes(minute))) {
                told += tally.take().getOrDefault(AGENT, List.of()).size();
                for (int i = 0; i < 40; i++) {
                    told += refuse("x" + minute + "-" + i + ".org").isPresent() ? 1 : 0;
                    tally.used(AGENT, "y" + minute + "-" + i + ".org", 443, 1, 2);
                }
                told += tally.take().getOrDefault(AGENT, List.of()).size();
            }
        }
        assertEquals(Tally.MOST_REFUSALS + Tally.MOST_USES, told);
        try (var _ = clock.forward(Duration.ofMinutes(61))) {
            int all = 59 * 40;
            assertEquals(
                    Map.of(
                            AGENT,
                            List.of(
                                    new EgressEvents.Refused(
                                            Tally.OTHERS,
                                            0,
                                            "host",
                                            "No.",
                                            all - Tally.MOST_REFUSALS),
                                    new EgressEvents.Used(
                                            Tally.OTHERS,
                                            0,
                                            all - Tally.MOST_USES,
                                            all - Tally.MOST_USES,
                                            2L * (all - Tally.MOST_USES)))),
                    tally.take());
            assertEquals(Map.of(), tally.take());
            assertEquals(Optional.of(refused(1)), refuse("a.org"), "the next hour begins anew");
        }
    }

    @Test
    void whatIsHeldBackIsToldAtTheEnd() {
        for (int i = 0; i < 10; i++) {
            try (var _ = clock.forward(Duration.ofMinutes(2L * i))) {
                assertEquals(Map.of(), tally.take());
                for (int j = 0; j < 45; j++) {
                    refuse("x" + i + "-" + j + ".org");
                }
            }
        }
        List<ObservedEvent> last = tally.takeLast().getOrDefault(AGENT, List.of());
        assertEquals(
                List.of(
                        new EgressEvents.Refused(
                                Tally.OTHERS, 0, "host", "No.", 450 - Tally.MOST_REFUSALS)),
                last);
    }

    @Test
    void connectionsToAHostAreOneEvent() {
        tally.used(AGENT, "a.org", 443, 10, 20);
        tally.used(AGENT, "a.org", 443, 1, 2);
        assertEquals(
                Map.of(AGENT, List.of(new EgressEvents.Used("a.org", 443, 2, 11, 22))),
                tally.take());
    }

    private Optional<ObservedEvent> refuse(String host) {
        return tally.refused(AGENT, host, 443, "host", "No.");
    }

    private static ObservedEvent refused(int attempts) {
        return new EgressEvents.Refused("a.org", 443, "host", "No.", attempts);
    }
}
