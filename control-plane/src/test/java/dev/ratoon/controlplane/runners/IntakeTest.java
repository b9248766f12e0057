package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Fold;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.Current;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.protocol.Upstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final UUID AGENT = new UUID(1, 2);

    @Test
    void theRecordsOfTheWantedIncarnationGoIn() {
        assertEquals(List.of(1L, 2L), taken(intake(2, "box", 1, 2), 0));
    }

    @Test
    void aDeadIncarnationIsNotHeard() {
        assertThrows(Intake.Over.class, () -> taken(intake(1, "box", 1), 0));
    }

    @Test
    void anotherOutboxIsNotHeard() {
        assertThrows(Intake.Over.class, () -> taken(intake(2, "another", 1), 0));
    }

    @Test
    void whatTheLogHasIsPassedOver() {
        assertEquals(List.of(3L), taken(intake(2, "box", 1, 2, 3), 2));
    }

    @Test
    void nothingGoesInBehindAGap() {
        assertThrows(Intake.Gap.class, () -> taken(intake(2, "box", 1, 3), 0));
    }

    private static Intake intake(int incarnation, String outbox, long... numbers) {
        List<Upstream.Entry> entries =
                java.util.Arrays.stream(numbers)
                        .mapToObj(
                                n ->
                                        new Upstream.Entry(
                                                n,
                                                "notice",
                                                "{\"words\":\"w\"}"
                                                        .getBytes(StandardCharsets.UTF_8)))
                        .toList();
        return new Intake(incarnation, outbox, entries, Duration.ofDays(7), UUID::randomUUID);
    }

    private static List<Long> taken(Intake intake, long acknowledged) {
        return intake.decide(new Current(second(), 9, "box", acknowledged, 1, NOW)).stream()
                .map(event -> ((NewEvent.Reported) event).entry().n())
                .toList();
    }

    /** The facts of an agent that is in its second sandbox. */
    private static Facts second() {
        Facts facts = null;
        long seq = 0;
        for (ObservedEvent event :
                List.of(
                        new ObservedEvent.Created(
                                "one",
                                AGENT,
                                null,
                                "One",
                                "https://example.com/a/b",
                                null,
                                "ratoon/one",
                                "default",
                                "shell",
                                null,
                                "normal",
                                false,
                                new Limits(60, 3)),
                        new ObservedEvent.SandboxWanted(1, NOW),
                        new ObservedEvent.SandboxEnded(1, "over"),
                        new ObservedEvent.SandboxWanted(2, NOW))) {
            facts = Fold.apply(AGENT, facts, LogEvent.observed(++seq, NOW, event));
        }
        return java.util.Objects.requireNonNull(facts);
    }
}
