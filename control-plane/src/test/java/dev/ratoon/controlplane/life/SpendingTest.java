package dev.ratoon.controlplane.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Reported;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What model calls cost, as it follows from the log, and what becomes of a turn at a cap. */
class SpendingTest {
    private static final String WORDS = "It has spent all that it may.";
    private static final Planner PLANNER =
            new Planner(
                    new Planner.Patience(
                            Duration.ofSeconds(45),
                            Duration.ofSeconds(60),
                            Duration.ofMinutes(30),
                            Duration.ofHours(1)));

    private static ObservedEvent called(
            long input, long cached, long output, @Nullable String money, boolean estimated) {
        return new ObservedEvent.ModelCalled(
                UUID.randomUUID(),
                "openai",
                "gpt-5",
                input,
                cached,
                output,
                money == null ? null : Usd.of(money),
                estimated,
                200,
                false,
                null,
                10);
    }

    private static LogBook capped(String limit) {
        return LogBook.working().see(new ObservedEvent.LimitReached(limit, WORDS));
    }

    private static List<Step> plan(LogBook book) {
        return PLANNER.plan(book.facts(), new Sight.Alive(1), Planner.Claim.NOBODYS, book.now);
    }

    /** The turn has ended, and a message waits for the next. */
    private static List<Step> planOfNext(LogBook book) {
        return plan(book.hear(new Reported.TurnEnded(1, "cancelled", null)).say("go on"));
    }

    @Test
    void callsAddUp() {
        Spending spent =
                LogBook.working()
                        .see(called(1_000, 800, 50, "0.5", false))
                        .see(called(100, 0, 7, "0.25", true))
                        .see(called(10, 0, 3, null, false))
                        .facts()
                        .spending();
        assertEquals(
                new Spending(3, 1_110, 800, 60, Usd.of("0.75"), Usd.of("0.25"), 1, 1, null), spent);
        assertEquals(1_170, spent.tokens());
    }

    @Test
    void factsWithSpendingSurviveTheirJson() {
        Facts facts = capped("money").see(called(1, 0, 1, "0.000001", true)).facts();
        assertEquals(facts, Facts.of(facts.bytes()));
    }

    @Test
    void limitsOfAnOldLogAreTheUsualOnes() {
        var old =
                new LogEvent(
                        1,
                        LogBook.BEGINNING,
                        Source.OBSERVED,
                        "limits.changed",
                        0,
                        "{\"limits\":{\"minutes\":90,\"turns\":9},\"by\":\"ada\"}"
                                .getBytes(StandardCharsets.UTF_8));
        Limits limits = Fold.apply(LogBook.AGENT, LogBook.working().facts(), old).limits();
        assertEquals(new Limits(90, 9), limits);
        Limits usual = new Limits(1, 1, 77L, Usd.dollars(20));
        assertEquals(77, limits.tokensOr(usual));
        assertEquals(Usd.dollars(20), limits.moneyOr(usual));
    }

    @Test
    void atACapTheTurnEndsInWords() {
        assertEquals(List.of(new Step.StopTurn(1, "ratoon", WORDS)), plan(capped("money")));
        assertEquals(List.of(new Step.StopTurn(1, "ratoon", WORDS)), plan(capped("owner-tokens")));
    }

    @Test
    void aLimitOfSomethingElseIsNoCap() {
        assertNull(capped("disk").facts().spending().cap());
    }

    @Test
    void whatIsSaidToItThenWaitsForARaise() {
        var fail = assertInstanceOf(Step.Fail.class, planOfNext(capped("money")).getFirst());
        assertEquals(WORDS, fail.reason());
        assertTrue(
                fail.nextStep().contains("ratoon limits fix-it-000001 --money N"), fail::nextStep);
    }

    @Test
    void afterARaiseItGoesOn() {
        LogBook book = capped("money");
        book.see(new ObservedEvent.LimitsChanged(new Limits(60, 3, 1L, Usd.dollars(9)), "ada"));
        assertEquals(List.of(new Step.GiveTurn()), planOfNext(book));
    }

    @Test
    void whoResumesItLetsItTryAgain() {
        LogBook book = capped("tokens").see(new ObservedEvent.ResumeAsked("ada"));
        assertEquals(List.of(new Step.GiveTurn()), planOfNext(book));
    }

    @Test
    void aMessageTriesAgainWhereACapIsTheOwnersForItsMonthMayBeOver() {
        assertEquals(List.of(new Step.GiveTurn()), planOfNext(capped("owner-money")));
    }

    @Test
    void moneyIsReadFromTextAndNumbersAndWrittenExactly() throws Exception {
        assertEquals(Usd.of("4.5"), Facts.JSON.readValue("4.5", Usd.class));
        assertEquals(Usd.of("4.5"), Facts.JSON.readValue("\"4.50\"", Usd.class));
        assertEquals("\"4.50\"", Facts.JSON.writeValueAsString(Usd.of("4.5")));
        assertEquals("\"0.000001\"", Facts.JSON.writeValueAsString(new Usd(1)));
        assertEquals("$0.000001", new Usd(1).toString());
        assertEquals("$1234.57", Usd.of("1234.567").toString());
    }

    @Test
    void whatIsNoAmountIsRefused() {
        for (String odd : List.of("", "much", "1e30", "0.0000001", "NaN", "1e-9999999")) {
            assertEquals(
                    IllegalArgumentException.class,
                    Objects.requireNonNull(thrown(() -> Usd.of(odd))).getClass(),
                    odd);
        }
    }

    private static @Nullable Exception thrown(Runnable what) {
        try {
            what.run();
            return null;
        } catch (IllegalArgumentException e) {
            return e;
        }
    }
}
