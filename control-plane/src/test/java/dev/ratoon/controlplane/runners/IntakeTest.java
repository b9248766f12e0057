package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.Choice;
import dev.ratoon.controlplane.life.Command;
import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.TurnCut;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
    private static final Duration DAY = Duration.ofDays(1);

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

    @Test
    void aRuleAnswersTheSameCommandInTheSameDirectoryUntilItExpires() {
        var rule = new Command(List.of("make", "all"), "/w");
        assertTrue(isAnswered(rule, DAY, "'command':['make','all'],'cwd':'/w'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'command':['make'],'cwd':'/w'",
                "'command':['make','all',''],'cwd':'/w'",
                "'command':['make all'],'cwd':'/w'",
                "'command':'make all','cwd':'/w'",
                "'command':['make','all'],'cwd':'/w/'",
                "'command':['make','all'],'cwd':'/w/below'",
                "'command':['make','all'],'cwd':'/'",
                "'command':['make','all'],'cwd':''",
                "'command':['make','all']"
            })
    void anotherCommandOrAnotherDirectoryIsAskedAbout(String input) {
        assertFalse(isAnswered(new Command(List.of("make", "all"), "/w"), DAY, input));
    }

    @Test
    void anExpiredRuleAsksAgain() {
        var rule = new Command(List.of("make", "all"), "/w");
        assertFalse(isAnswered(rule, Duration.ZERO, "'command':['make','all'],'cwd':'/w'"));
    }

    /** Such rules stand in logs: the shell's runner did not say where it would run a line. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".", "w"})
    void aRuleThatDoesNotSayWhereAnswersNothing(String directory) {
        var rule = new Command(List.of("sh", "-c", "make"), directory);
        assertFalse(isAnswered(rule, DAY, "'command':'make','cwd':'" + directory + "'"));
        assertFalse(isAnswered(rule, DAY, "'command':'make'"));
    }

    @Test
    void aTurnWhoseModelDidNotAnswerToTheEndIsToldSoOnceWhateverItsHarnessCallsIt() {
        LogBook cut = working().see(answered("It was silent."));
        assertEquals(
                List.of(
                        new TurnCut(
                                1, "The last answer of its model is not whole. It was silent.")),
                followsTheEnd(cut, 1, "finished"));
        assertEquals(1, followsTheEnd(cut, 1, "failed").size());
        assertEquals(List.of(), followsTheEnd(cut, 2, "finished"), "another turn");
        assertEquals(List.of(), followsTheEnd(cut, 1, "cancelled"), "a person ended it");
        LogBook whole = working().see(answered("It was silent.")).see(answered(null));
        assertEquals(List.of(), followsTheEnd(whole, 1, "finished"), "asked again, it was whole");
    }

    private static LogBook working() {
        UUID message = UUID.randomUUID();
        return book().see(new ObservedEvent.MessageSent(message, "go", false, "ada"))
                .see(new ObservedEvent.TurnGiven(1, message, "go", List.of()));
    }

    private static ObservedEvent answered(@Nullable String ended) {
        return new ObservedEvent.ModelCalled(
                UUID.randomUUID(), "p", "m", 1, 0, 1, null, false, 200, ended != null, ended, 1);
    }

    /** It is said twice in one batch. */
    private static List<ObservedEvent> followsTheEnd(LogBook log, int turn, String outcome) {
        byte[] payload = Reported.payloadOf(new Reported.TurnEnded(turn, outcome, null));
        List<Upstream.Entry> both =
                List.of(
                        new Upstream.Entry(1, "turn.ended", payload),
                        new Upstream.Entry(2, "turn.ended", payload));
        var intake = new Intake(2, "box", both, Duration.ofDays(7), UUID::randomUUID);
        return intake.decide(current(log, 0)).stream()
                .filter(NewEvent.Observed.class::isInstance)
                .map(event -> ((NewEvent.Observed) event).event())
                .toList();
    }

    private static boolean isAnswered(Command command, Duration life, String input) {
        String raw =
                ("{'toolCall':{'rawInput':{"
                                + input
                                + "}},'options':[{'optionId':'o',"
                                + "'kind':'allow_once'}]}")
                        .replace('\'', '"');
        byte[] payload = Reported.payloadOf(new Reported.DecisionRequested("r", 1, raw));
        var entry = new Upstream.Entry(1, "decision.requested", payload);
        var intake = new Intake(2, "box", List.of(entry), Duration.ofDays(7), UUID::randomUUID);
        LogBook log =
                book().see(
                                new ObservedEvent.RuleAdded(
                                        UUID.randomUUID(),
                                        command,
                                        LogBook.BEGINNING.plus(life),
                                        "ada"));
        return ((NewEvent.Observed) intake.decide(current(log, 0)).getLast()).event()
                instanceof ObservedEvent.DecisionAnswered;
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

    private static LogBook book() {
        return LogBook.wanted()
                .see(new ObservedEvent.SandboxEnded(1, "over"))
                .see(new ObservedEvent.SandboxWanted(2, LogBook.BEGINNING));
    }

    private static Current current(long acknowledged) {
        return current(book(), acknowledged);
    }

    private static Current current(LogBook log, long acknowledged) {
        return new Current(log.facts(), log.last(), "box", acknowledged, 1, LogBook.BEGINNING);
    }
}
