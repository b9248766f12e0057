package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.life.Choice;
import dev.ratoon.controlplane.life.Command;
import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.Current;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntakeTest {
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

    @Test
    void aFormIsADecisionWithItsAnswersAndTheDigestOfItsBytes() {
        String raw =
                "{ \"message\":\"Which?\",\"requestedSchema\":{\"properties\":{\"c\":"
                        + "{\"type\":\"string\",\"enum\":[\"red\",\"green\"]}}},"
                        + "\"options\":[{\"optionId\":\"x\",\"kind\":\"allow_once\"}]}";
        var opened = opened(raw);
        assertEquals(
                List.of(
                        new Choice("value.0", "red", "answer"),
                        new Choice("value.1", "green", "answer"),
                        new Choice("decline", "Do not answer", "reject_once"),
                        new Choice("cancel", "Put the question away", "cancel")),
                opened.choices());
        assertEquals(
                HexFormat.of().formatHex(BlobStore.sha256(raw.getBytes(StandardCharsets.UTF_8))),
                opened.digest());
    }

    @Test
    void whatWouldRunSomethingIsADecisionOnThatAndNoForm() {
        String raw =
                "{\"toolCall\":{\"title\":\"A question\",\"rawInput\":{\"command\":\"rm -rf /\"}},"
                        + "\"requestedSchema\":{\"properties\":{\"sure\":{\"type\":\"boolean\"}}},"
                        + "\"options\":[{\"optionId\":\"o\",\"kind\":\"allow_once\"}]}";
        var opened = opened(raw);
        assertEquals(List.of(new Choice("o", "o", "allow_once")), opened.choices());
        assertEquals(new Command(List.of("sh", "-c", "rm -rf /"), ""), opened.command());
    }

    private static ObservedEvent.DecisionOpened opened(String raw) {
        byte[] payload = Reported.payloadOf(new Reported.DecisionRequested("r", 1, raw));
        var entry = new Upstream.Entry(1, "decision.requested", payload);
        var intake = new Intake(2, "box", List.of(entry), Duration.ofDays(7), UUID::randomUUID);
        return (ObservedEvent.DecisionOpened)
                ((NewEvent.Observed) intake.decide(current(0)).getLast()).event();
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

    /** Taken by an agent that is in its second sandbox. */
    private static List<Long> taken(Intake intake, long acknowledged) {
        return intake.decide(current(acknowledged)).stream()
                .map(event -> ((NewEvent.Reported) event).entry().n())
                .toList();
    }

    private static Current current(long acknowledged) {
        LogBook log =
                LogBook.wanted()
                        .see(new ObservedEvent.SandboxEnded(1, "over"))
                        .see(new ObservedEvent.SandboxWanted(2, LogBook.BEGINNING));
        return new Current(log.facts(), log.last(), "box", acknowledged, 1, LogBook.BEGINNING);
    }
}
