package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Quarantined;
import dev.ratoon.controlplane.log.Current;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a hostile runner may send, and what becomes of it. */
class HostileIntakeTest {
    private static final int MANY = 200;
    private final LogBook log =
            LogBook.wanted().see(new ObservedEvent.RunnerConnected(1, "key", "box", "1", "p"));

    @Test
    void aFloodOfRequestsLeavesSoManyOpenAndTellsTheOthers() {
        for (int n = 1; n <= MANY; n++) {
            take(entry(n, asking("r" + n, "{\"options\":[]}")));
        }
        assertEquals(Intake.MOST_OPEN, log.facts().approvals().open().size());
        List<NewEvent> next = take(entry(MANY + 1, asking("last", "{}")));
        var closed = (ObservedEvent.DecisionClosed) observed(next.getLast());
        assertEquals("last", closed.request());
        assertTrue(closed.why().contains("20 decisions wait already"), closed.why());
    }

    @Test
    void theFactsStaySmallWhateverARequestHolds() {
        String huge = "x".repeat(900_000);
        String raw =
                """
                {"toolCall":{"rawInput":{"command":["%s"],"cwd":"/"}},
                 "options":[{"optionId":"%s","name":"a"},{"optionId":"yes","name":"%s","kind":"allow_once"}]}
                """
                        .formatted(huge, huge, huge);
        take(entry(1, asking("r1", raw)));
        take(entry(2, new Reported.WorkspacePreparing(huge)));
        take(entry(3, new Reported.WorkspaceFailed(huge, 1, huge)));
        int size = log.facts().bytes().length;
        assertTrue(size < 20_000, size + " bytes");
        var open = log.facts().approvals().open().getFirst();
        assertEquals("yes", open.choices().getFirst().id());
        assertEquals(null, open.command(), "too long to be allowed for good");
    }

    @Test
    void aNameThatIsNoNameIsQuarantined() {
        List<NewEvent> events = take(entry(1, asking("r".repeat(101), "{}")));
        assertTrue(observed(events.getLast()) instanceof Quarantined);
        assertTrue(log.facts().approvals().open().isEmpty());
    }

    /** It used to be refused for ever: the same record came again with each connection. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decision.requested|{}",
                "decision.requested|{'request':null,'turn':1,'raw':null}",
                "decision.withdrawn|{}",
                "workspace.failed|{'exitCode':1}",
                "workspace.preparing|{}",
                "turn.ended|{'turn':'x'}",
                "said|[]",
                "tool|null",
                "harness.ended|{'exitCode':99999999999,'words':''}"
            })
    void whatLacksSomethingIsQuarantinedAndTheNextOneIsTaken(String type, String json) {
        byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        List<NewEvent> events = take(new Upstream.Entry(1, type, payload));
        assertTrue(observed(events.getLast()) instanceof Quarantined, type);
        take(entry(2, new Reported.Notice("after it")));
        assertEquals(2, log.acknowledged());
    }

    @Test
    void theWordsOfWhatWeObserveAreReportedAllTheSame() {
        byte[] forged = "{\"option\":\"yes\"}".getBytes(StandardCharsets.UTF_8);
        List<NewEvent> events = take(new Upstream.Entry(1, "decision.answered", forged));
        assertEquals(1, events.size());
        assertTrue(events.getFirst() instanceof NewEvent.Reported);
    }

    @Test
    void numbersThatAreNotTheNextOneChangeNothing() {
        take(entry(1, new Reported.Notice("one")));
        for (long old : new long[] {1, 0, -1, Long.MIN_VALUE}) {
            assertEquals(List.of(), take(entry(old, new Reported.Notice("again"))));
        }
        for (long gap : new long[] {3, Long.MAX_VALUE}) {
            assertThrows(Intake.Gap.class, () -> take(entry(gap, new Reported.Notice("a gap"))));
        }
    }

    @Test
    void anotherOutboxOrIncarnationIsNotHeard() {
        var entries = List.of(entry(1, new Reported.Notice("x")));
        for (var other :
                List.of(
                        new Intake(1, "other", entries, Duration.ofDays(7), UUID::randomUUID),
                        new Intake(2, "box", entries, Duration.ofDays(7), UUID::randomUUID))) {
            assertThrows(Intake.Over.class, () -> other.decide(current()));
        }
    }

    private List<NewEvent> take(Upstream.Entry entry) {
        var entries = new ArrayList<>(List.of(entry));
        List<NewEvent> events =
                new Intake(1, "box", entries, Duration.ofDays(7), UUID::randomUUID)
                        .decide(current());
        events.forEach(this::write);
        return events;
    }

    private void write(NewEvent event) {
        switch (event) {
            case NewEvent.Observed(var observed) -> log.see(observed);
            case NewEvent.Reported(var entry) -> log.hear(entry.type(), entry.payload());
            case NewEvent.Outbox _ -> throw new AssertionError("it has begun already");
        }
    }

    private Current current() {
        return new Current(
                log.facts(), log.last(), "box", log.acknowledged(), 1, LogBook.BEGINNING);
    }

    private static ObservedEvent observed(NewEvent event) {
        return ((NewEvent.Observed) event).event();
    }

    private static Reported asking(String request, String raw) {
        return new Reported.DecisionRequested(request, 1, raw);
    }

    private static Upstream.Entry entry(long n, Reported reported) {
        return new Upstream.Entry(n, Reported.typeOf(reported), Reported.payloadOf(reported));
    }
}
