package dev.ratoon.controlplane.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Reported;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FoldTest {
    @Test
    void aLogBeginsWithTheAgentsCreation() {
        var stray = LogEvent.observed(1, LogBook.BEGINNING, new ObservedEvent.ResumeAsked("ada"));
        assertThrows(IllegalStateException.class, () -> Fold.apply(LogBook.AGENT, null, stray));
    }

    @Test
    void factsSurviveTheirJson() {
        Facts facts = LogBook.working().ask("r1").facts();
        assertEquals(facts, Facts.of(facts.bytes()));
    }

    @Test
    void theLogFoldedAgainGivesTheSameFacts() {
        LogBook book = LogBook.working().ask("r1").say("and then");
        Facts again = null;
        for (LogEvent event : book.events) {
            again = Fold.apply(LogBook.AGENT, again, event);
        }
        assertEquals(book.facts(), again);
    }

    @Test
    void messagesWaitInTheirOrder() {
        LogBook book = LogBook.working().say("one").say("two");
        assertEquals(List.of("one", "two"), texts(book));
    }

    @Test
    void aMessageThatRedirectsGoesFirst() {
        LogBook book = LogBook.working().say("one");
        book.see(new ObservedEvent.MessageSent(UUID.randomUUID(), "now", true, "ada"));
        book.see(new ObservedEvent.MessageSent(UUID.randomUUID(), "then", true, "ada"));
        assertEquals(List.of("now", "then", "one"), texts(book));
    }

    @Test
    void aMessageThatWaitsCanBeChangedAndTakenBack() {
        LogBook book = LogBook.working().say("one").say("two");
        UUID first = book.facts().talk().queue().getFirst().message();
        book.see(new ObservedEvent.MessageEdited(first, "uno", "ada"));
        assertEquals(List.of("uno", "two"), texts(book));
        book.see(new ObservedEvent.MessageWithdrawn(first, "ada"));
        assertEquals(List.of("two"), texts(book));
    }

    @Test
    void betweenTwoTurnsOneWithAMessageIsNotAtRest() {
        LogBook book = LogBook.ready().say("one");
        assertEquals(new AgentState.Working(book.now, 1), book.facts().state());
        book.give(1).say("two").hear(new Reported.TurnEnded(1, "finished", null));
        assertEquals(new AgentState.Working(book.now, 2), book.facts().state());
        UUID second = book.facts().talk().queue().getFirst().message();
        book.see(new ObservedEvent.MessageWithdrawn(second, "ada"));
        assertEquals("idle", book.state());
    }

    @Test
    void whatIsKeptOfItsWorkIsKnown() {
        var changes = new Changes(2, 12, 3, false);
        LogBook book = LogBook.working().see(new ObservedEvent.CheckpointKept(1, "c1", changes));
        assertEquals(
                new Facts.Checkpoint(1, "c1", book.now, changes), book.facts().git().checkpoint());
        book.see(new ObservedEvent.CheckpointKept(2, "c0", null));
        assertEquals(
                new Facts.Checkpoint(2, "c0", book.now, null), book.facts().git().checkpoint());
        book.see(new ObservedEvent.BranchPushed("ratoon/x", null, "c2"));
        assertEquals("c2", book.facts().git().tip());
    }

    @Test
    void whatStandsUpstreamIsKnownAndSoIsWhatBecomesOfIt() {
        LogBook book =
                LogBook.working()
                        .see(
                                new ObservedEvent.BranchPublished(
                                        "ratoon/x", "c1", "https://h.example/a/b", "k1", "ada"))
                        .see(
                                new ObservedEvent.PullOpened(
                                        "a/b",
                                        7,
                                        "https://h.example/7",
                                        "main",
                                        true,
                                        LogBook.OWNER,
                                        "ada"));
        assertEquals("c1", published(book).commit());
        assertEquals("draft", pull(book).state());
        book.see(new ObservedEvent.PullUpdated(7, "next", false, "ada"))
                .see(new ObservedEvent.PullChanged(6, "closed", null, null, "other"));
        assertEquals("open next", pull(book).state() + " " + pull(book).base());
        book.see(new ObservedEvent.PullChanged(7, "closed", null, null, "later"));
        assertEquals("closed later", pull(book).state() + " " + pull(book).base());
        assertTrue(book.facts().git().followsPull(), "it may be opened again");
        book.see(new ObservedEvent.PullChanged(7, "merged", "passed", "approved", null));
        assertEquals("later", pull(book).base());
        assertFalse(book.facts().git().followsPull());
        assertEquals("passed", pull(book).checks());
        assertFalse(pull(book).isOpen());
        assertEquals("working", book.state());
        assertEquals(book.facts(), Facts.of(book.facts().bytes()));
    }

    private static Facts.Published published(LogBook book) {
        return Objects.requireNonNull(book.facts().git().published());
    }

    private static Facts.Pull pull(LogBook book) {
        return Objects.requireNonNull(book.facts().git().pull());
    }

    @Test
    void aRuleIsBrokenByOnePushOnly() {
        LogBook book = LogBook.working().see(new ObservedEvent.PushAllowed("paths", "ada"));
        assertEquals(Set.of("paths"), book.facts().git().allowed());
        book.see(new ObservedEvent.AllowanceUsed("paths"));
        assertEquals(Set.of(), book.facts().git().allowed());
    }

    @Test
    void theEndOfAnotherTurnEndsNone() {
        LogBook book = LogBook.working().hear(new Reported.TurnEnded(7, "finished", null));
        assertNotNull(book.facts().talk().turn());
        assertEquals("working", book.state());
    }

    @Test
    void whatATurnWorkedIsCounted() {
        LogBook book = LogBook.working().after(Duration.ofSeconds(90));
        book.hear(new Reported.TurnEnded(1, "finished", null));
        assertEquals(90, book.facts().talk().workedSeconds());
    }

    @Test
    void whatPeopleTakeToAnswerIsNoWork() {
        LogBook book = LogBook.working().after(Duration.ofSeconds(30)).ask("one");
        book.after(Duration.ofHours(9)).ask("two").after(Duration.ofHours(1)).close("one");
        book.after(Duration.ofHours(5)).close("two").after(Duration.ofSeconds(60));
        book.hear(new Reported.TurnEnded(1, "finished", null));
        assertEquals(90, book.facts().talk().workedSeconds());
    }

    @Test
    void aClockThatJumpsBackTakesNoWorkAway() {
        LogBook book = LogBook.working().after(Duration.ofHours(-2));
        book.hear(new Reported.TurnEnded(1, "finished", null));
        assertEquals(0, book.facts().talk().workedSeconds());
    }

    @Test
    void aCommandOfAPersonOccupiesItsSandboxUntilItEnds() {
        UUID exec = new UUID(0, 7);
        LogBook book = LogBook.ready().after(Duration.ofMinutes(10));
        book.see(new ObservedEvent.ExecBegun(exec, List.of("ls"), false, "ada", "p"));
        assertTrue(book.facts().isOccupied());
        book.after(Duration.ofMinutes(10)).see(new ObservedEvent.ExecEnded(exec));
        assertFalse(book.facts().isOccupied());
        assertEquals("idle", book.state());
        assertEquals(book.now, book.facts().state().since(), "its rest begins anew");
        book.see(new ObservedEvent.ExecBegun(exec, List.of("ls"), false, "ada", "p"));
        book.see(new ObservedEvent.SandboxEnded(1, "killed"));
        assertFalse(book.facts().isOccupied());
    }

    @Test
    void anIncarnationThatIsOverConnectsNoMore() {
        LogBook book = LogBook.ready().see(new ObservedEvent.SandboxEnded(1, "killed"));
        book.see(new ObservedEvent.SandboxWanted(2, book.now.plusSeconds(900)));
        book.see(new ObservedEvent.RunnerConnected(1, "old", "box", "1", "p"));
        assertNull(book.facts().sandbox().publicKey());
    }

    @Test
    void theEndOfAnOldIncarnationIsNotTheEndOfTheNewOne() {
        LogBook book = LogBook.ready().see(new ObservedEvent.SandboxEnded(1, "killed"));
        book.see(new ObservedEvent.SandboxWanted(2, book.now.plusSeconds(900)));
        book.see(new ObservedEvent.SandboxEnded(1, "killed"));
        assertEquals(2, book.facts().sandbox().incarnation());
    }

    @Test
    void aWorkspaceThatCannotBePreparedIsAFailureWithANextStep() {
        LogBook book = LogBook.begun();
        book.see(new ObservedEvent.SandboxWanted(1, book.now.plusSeconds(900)));
        book.see(new ObservedEvent.RunnerConnected(1, "key", "box", "1", "p"));
        book.hear(new Reported.WorkspacePreparing("setup"));
        book.hear(new Reported.WorkspaceFailed("setup", 3, "make: not found"));
        assertEquals("failed", book.state());
        assertTrue(book.facts().failure().reason().contains("make: not found"));
        assertTrue(book.facts().failure().nextStep().contains("setup script"));
    }

    @Test
    void aRestorationThatFailsSaysWhereTheWorkIs() {
        LogBook book = LogBook.begun();
        book.see(new ObservedEvent.SandboxWanted(1, book.now.plusSeconds(900)));
        book.see(new ObservedEvent.RunnerConnected(1, "key", "box", "1", "p"));
        book.hear(new Reported.WorkspacePreparing("restore"));
        book.hear(new Reported.WorkspaceFailed("restore", 1, "The gateway is away."));
        assertEquals("failed", book.state());
        assertTrue(book.facts().failure().nextStep().contains("ratoon diff fix-it-000001"));
    }

    @Test
    void aHarnessThatDoesNotBeginIsAFailureWithANextStep() {
        LogBook book = LogBook.begun();
        book.see(new ObservedEvent.SandboxWanted(1, book.now.plusSeconds(900)));
        book.see(new ObservedEvent.RunnerConnected(1, "key", "box", "1", "p"));
        book.hear(new Reported.WorkspacePreparing("clone"));
        // What an earlier sandbox left in its outbox is not about this one.
        book.hear(new Reported.WorkspaceFailed("harness", null, "It ended with exit code 2."));
        assertEquals("setting-up", book.state());
        book.hear(new Reported.WorkspacePreparing("harness"));
        book.hear(new Reported.WorkspaceFailed("harness", null, "It ended with exit code 1."));
        assertEquals("failed", book.state());
        assertEquals(
                "It could not begin to work. It ended with exit code 1.",
                book.facts().failure().reason());
        assertTrue(book.facts().failure().nextStep().contains("ratoon resume fix-it-000001"));
        assertTrue(book.facts().sandbox().leaving());
    }

    @Test
    void whatAnImageOfItsEnvironmentMayLackIsInTheNextStep() {
        for (String step : List.of("clone", "harness")) {
            LogBook book = LogBook.begun().see(LogBook.ofImage("example.org/tools/java:21"));
            book.see(new ObservedEvent.SandboxWanted(1, book.now.plusSeconds(900)));
            book.see(new ObservedEvent.RunnerConnected(1, "key", "box", "1", "p"));
            book.hear(new Reported.WorkspacePreparing(step));
            book.hear(new Reported.WorkspaceFailed(step, 127, "setsid: git: not found"));
            String next = book.facts().failure().nextStep();
            assertTrue(next.contains("its image example.org/tools/java:21"), next);
        }
    }

    @Test
    void aPreparationThatIsEndedByAPauseIsNoFailure() {
        LogBook book = LogBook.settingUp().see(new ObservedEvent.PauseAsked("ada", "so"));
        book.hear(new Reported.WorkspaceFailed("setup", null, "It was given up."));
        assertEquals("paused", book.state());
    }

    @Test
    void whatTheSandboxBeforeLeftUndoneIsNoFailureOfThisOne() {
        LogBook book = LogBook.settingUp().see(new ObservedEvent.SandboxEnded(1, "killed"));
        book.see(new ObservedEvent.SandboxWanted(2, book.now.plusSeconds(900)));
        book.see(new ObservedEvent.RunnerConnected(2, "key", "box", "1", "p"));
        book.hear(new Reported.WorkspaceFailed("setup", null, "It was cut off."));
        assertEquals("setting-up", book.state());
    }

    @Test
    void theReasonOfAFailureIsNotReplacedByWhatFollowsFromIt() {
        LogBook book = LogBook.settingUp().see(new ObservedEvent.Failed("too long", "mend it"));
        book.hear(new Reported.WorkspaceFailed("setup", null, "It was given up."));
        assertEquals("too long", book.facts().failure().reason());
    }

    @Test
    void theVersionOfItsEnvironmentIsAFactAndItsScriptStaysInTheLog() {
        LogBook book = LogBook.begun().see(LogBook.taken(3, "make deps\n", 5));
        assertEquals(
                new Facts.Environment(LogBook.OWNER, "java", 3, true, 5, 2, null, null, false),
                book.facts().environment());
        book.see(LogBook.taken(4, "", 5));
        assertEquals(
                new Facts.Environment(LogBook.OWNER, "java", 4, false, 5, 3, null, null, false),
                book.facts().environment());
    }

    @Test
    void thePersonaThatItHasIsAFactAndItsWordsStayInTheLog() {
        var taken =
                new ObservedEvent.PersonaTaken(
                        LogBook.OWNER,
                        "red/reviewer",
                        3,
                        null,
                        "Review",
                        List.of(),
                        null,
                        null,
                        null,
                        "ada");
        LogBook book = LogBook.begun().see(taken);
        assertEquals(new PersonaFacts(LogBook.OWNER, "red/reviewer", 3, 2), book.facts().persona());
        assertFalse(new String(book.facts().bytes(), StandardCharsets.UTF_8).contains("Review"));
        assertNull(LogBook.begun().facts().persona());
    }

    @Test
    void anInstallationIsAskedForOnceUntilTheAgentIsToTryAnew() {
        LogBook book = LogBook.begun().see(LogBook.harness());
        assertEquals(new HarnessFacts(true, false, 2), book.facts().harness());
        book.see(new ObservedEvent.HarnessInstalling("thinker", "It begins."));
        assertTrue(book.facts().harness().asked());
        assertTrue(book.facts().state() instanceof AgentState.Queued);
        book.see(new ObservedEvent.Failed("no network", "try"))
                .see(new ObservedEvent.ResumeAsked("ada"));
        assertFalse(book.facts().harness().asked(), "what failed is tried anew");
        book.see(new ObservedEvent.HarnessInstalling("thinker", "It begins."))
                .see(new ObservedEvent.SandboxWanted(1, LogBook.BEGINNING.plusSeconds(900)));
        assertFalse(book.facts().harness().asked());
    }

    @Test
    void factsFromBeforeThereWereEnvironmentsAreReadAsWithoutOne() {
        String now = new String(LogBook.begun().facts().bytes(), StandardCharsets.UTF_8);
        assertFalse(now.contains("\"environment\":{"));
        assertNull(Facts.of(now.getBytes(StandardCharsets.UTF_8)).environment());
    }

    @Test
    void aMessageToOneThatFailedLetsItTryAgain() {
        LogBook book = LogBook.begun().see(new ObservedEvent.Failed("no", "try"));
        assertEquals("failed", book.state());
        assertEquals("queued", book.say("again").state());
    }

    @Test
    void aNewRuleTakesThoseThatHaveExpiredOut() {
        LogBook book = LogBook.working();
        for (int i = 0; i < 10; i++) {
            var command = new Command(List.of("make", "test" + i), "/");
            var until = book.now.plus(Duration.ofDays(1));
            book.see(new ObservedEvent.RuleAdded(UUID.randomUUID(), command, until, "ada"));
            book.after(Duration.ofHours(13));
        }
        assertEquals(2, book.facts().approvals().rules().size());
    }

    @Test
    void whatCannotBeReadChangesNothing() {
        LogBook book = LogBook.working();
        var garbage =
                LogEvent.reported(
                        99, book.now, "turn.ended", 9, "{\u0000".getBytes(StandardCharsets.UTF_8));
        assertEquals(book.facts(), Fold.apply(LogBook.AGENT, book.facts(), garbage));
    }

    @Test
    void aTypeOfANewerRunnerChangesNothing() {
        LogBook book = LogBook.working();
        var newer =
                LogEvent.reported(
                        99, book.now, "dream.dreamt", 9, "{}".getBytes(StandardCharsets.UTF_8));
        assertEquals(book.facts(), Fold.apply(LogBook.AGENT, book.facts(), newer));
    }

    @Test
    void aSandboxCannotSayWhatOnlyWeSee() {
        LogBook book = LogBook.working().ask("r1");
        UUID decision = book.facts().approvals().open().getFirst().decision();
        String answer =
                "{\"decision\":\"%s\",\"request\":\"r1\",\"option\":\"yes\",\"digest\":\"d1\",\"by\":\"ada\"}"
                        .formatted(decision);
        var forged =
                LogEvent.reported(
                        99,
                        book.now,
                        "decision.answered",
                        9,
                        answer.getBytes(StandardCharsets.UTF_8));
        Facts after = Fold.apply(LogBook.AGENT, book.facts(), forged);
        assertFalse(after.approvals().open().isEmpty());
        assertNull(forged.observed());
    }

    private static List<String> texts(LogBook book) {
        return book.facts().talk().queue().stream().map(Waiting::text).toList();
    }
}
