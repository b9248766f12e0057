package dev.ratoon.controlplane.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Reported;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Sight NOTHING = new Sight.Nothing();
    private static final Sight ALIVE = new Sight.Alive(1);

    private final Planner planner =
            new Planner(
                    new Planner.Patience(
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(60),
                            Duration.ofMinutes(30),
                            Duration.ofHours(1)));

    @Test
    void aNewAgentWantsItsFirstIncarnation() {
        assertEquals(List.of(new Step.Want(1)), plan(LogBook.begun(), NOTHING));
    }

    @Test
    void whatIsWantedIsStarted() {
        LogBook book = wanted();
        assertEquals(new Step.Start(1), plan(book, NOTHING).getFirst());
    }

    @Test
    void whatIsOnItsWayIsWaitedFor() {
        LogBook book = wanted();
        assertEquals(List.of(new Step.Wait(book.facts().sandbox().keyUntil())), plan(book, ALIVE));
    }

    @Test
    void aRunnerThatDoesNotConnectInTimeIsStopped() {
        LogBook book = wanted().after(Duration.ofMinutes(16));
        assertEquals(List.of(new Step.Stop(1)), plan(book, ALIVE));
    }

    @Test
    void anotherIncarnationThanTheWantedOneIsStoppedFirst() {
        LogBook book =
                LogBook.ready()
                        .see(new ObservedEvent.SandboxEnded(1, "lost"))
                        .see(
                                new ObservedEvent.SandboxWanted(
                                        2, LogBook.BEGINNING.plusSeconds(900)));
        assertEquals(new Step.Stop(1), plan(book, ALIVE).getFirst());
    }

    @Test
    void aSandboxThatNobodyWantsIsStopped() {
        LogBook book = LogBook.ready().see(new ObservedEvent.SandboxEnded(1, "lost"));
        assertEquals(new Step.Stop(1), plan(book, ALIVE).getFirst());
    }

    @Test
    void aSetupScriptHasItsTimeFromItsOwnBeginning() {
        LogBook book = LogBook.settingUp();
        assertEquals(
                List.of(
                        new Step.Wait(LogBook.BEGINNING.plus(Duration.ofMinutes(7))),
                        new Step.Wait(LogBook.BEGINNING.plus(Duration.ofMinutes(65)))),
                plan(book, ALIVE));
    }

    @Test
    void aSetupScriptThatDoesNotEndIsAFailureInWords() {
        List<Step> plan = plan(LogBook.settingUp().after(Duration.ofMinutes(5)), ALIVE);
        assertInstanceOf(Step.ReachLimit.class, plan.getFirst());
        var fail = assertInstanceOf(Step.Fail.class, plan.get(1));
        assertEquals("The setup script did not end within 5 minutes.", fail.reason());
        assertTrue(fail.nextStep().contains("ratoon environment edit java"), fail::nextStep);
        assertTrue(fail.nextStep().contains("ratoon resume fix-it-000001"), fail::nextStep);
    }

    @Test
    void aSandboxThatSaysAnythingIsNotLetPrepareForEver() {
        LogBook book = LogBook.settingUp();
        for (int i = 0; i < 21; i++) {
            book.after(Duration.ofMinutes(3)).hear(new Reported.WorkspacePreparing("setup"));
        }
        assertInstanceOf(Step.Fail.class, plan(book, ALIVE).getLast());
    }

    @Test
    void anIdleAgentIsGivenItsNextMessage() {
        assertEquals(List.of(new Step.GiveTurn()), plan(LogBook.ready().say("go"), ALIVE));
    }

    @Test
    void oneThatWorksIsLeftAloneUntilItsTimeIsUp() {
        LogBook book = LogBook.working().say("later");
        assertEquals(
                List.of(new Step.Wait(LogBook.BEGINNING.plus(Duration.ofMinutes(60)))),
                plan(book, ALIVE));
    }

    @Test
    void atTheLimitOfMinutesTheTurnEndsInWords() {
        List<Step> plan = plan(LogBook.working().after(Duration.ofMinutes(60)), ALIVE);
        assertInstanceOf(Step.ReachLimit.class, plan.get(0));
        assertInstanceOf(Step.StopTurn.class, plan.get(1));
    }

    @Test
    void whatWaitsForPeopleUsesUpNoMinutes() {
        LogBook book = LogBook.working().after(Duration.ofMinutes(50)).ask("r1");
        book.after(Duration.ofSeconds(59));
        assertEquals(
                List.of(
                        new Step.Wait(book.now.plusSeconds(1)),
                        new Step.Wait(LogBook.BEGINNING.plus(Duration.ofHours(25)))),
                plan(book, ALIVE));
        book.after(Duration.ofHours(20)).close("r1");
        assertEquals(
                List.of(new Step.Wait(book.now.plus(Duration.ofMinutes(10)))), plan(book, ALIVE));
    }

    /** Or a harness that asks, and works on, would have no end. */
    @Test
    void whatIsAskedHoldsUpTheLimitOfMinutesForADayAtMost() {
        LogBook book =
                LogBook.working().ask("r1").after(Duration.ofHours(24)).close("r1").ask("r2");
        assertEquals(
                new Step.Wait(LogBook.BEGINNING.plus(Duration.ofHours(25))),
                plan(book, ALIVE).getLast());
        List<Step> plan = plan(book.after(Duration.ofHours(1)), ALIVE);
        assertTrue(plan.stream().anyMatch(Step.ReachLimit.class::isInstance), plan::toString);
    }

    @Test
    void atTheLimitOfTurnsTheAgentFailsWithANextStep() {
        LogBook book = LogBook.working();
        for (int turn = 1; turn <= 3; turn++) {
            book.hear(new Reported.TurnEnded(turn, "finished", null)).say("more");
            if (turn < 3) {
                book.give(turn + 1);
            }
        }
        List<Step> plan = plan(book, ALIVE);
        assertInstanceOf(Step.ReachLimit.class, plan.get(0));
        assertTrue(plan.get(1) instanceof Step.Fail(_, String next) && next.contains("limit"));
    }

    @Test
    void aMessageThatRedirectsStopsTheTurn() {
        LogBook book = LogBook.working();
        book.see(new ObservedEvent.MessageSent(UUID.randomUUID(), "no!", true, "ada"));
        assertEquals(
                List.of(new Step.StopTurn(1, "ada", "A message goes before it.")),
                plan(book, ALIVE));
    }

    @Test
    void aTurnThatDoesNotStopCostsItsSandbox() {
        LogBook book = LogBook.working().see(new ObservedEvent.TurnStopped(1, "ada", "so"));
        assertInstanceOf(Step.Wait.class, plan(book, ALIVE).getFirst());
        assertEquals(List.of(new Step.Stop(1)), plan(book.after(Duration.ofSeconds(60)), ALIVE));
    }

    @Test
    void aDecisionThatNobodyTakesExpires() {
        LogBook book = LogBook.working().ask("r1").after(Duration.ofSeconds(60));
        assertInstanceOf(Step.CloseDecision.class, plan(book, ALIVE).getFirst());
    }

    @Test
    void oneWithoutWorkIsPausedAfterAWhile() {
        LogBook book = LogBook.ready();
        assertInstanceOf(Step.Wait.class, plan(book, ALIVE).getFirst());
        assertInstanceOf(
                Step.Pause.class, plan(book.after(Duration.ofMinutes(30)), ALIVE).getFirst());
    }

    @Test
    void oneWithoutWorkYieldsToAnotherAndOneWithWorkDoesNot() {
        assertInstanceOf(
                Step.Pause.class,
                plan(LogBook.ready(), ALIVE, Planner.Claim.ANOTHER_WAITS).getFirst());
        assertInstanceOf(
                Step.Wait.class,
                plan(LogBook.working(), ALIVE, Planner.Claim.ANOTHER_WAITS).getFirst());
    }

    @Test
    void oneInWhichSomebodyRunsACommandIsNotPaused() {
        LogBook book = LogBook.ready().after(Duration.ofMinutes(30));
        assertInstanceOf(
                Step.Wait.class, plan(book, ALIVE, Planner.Claim.SOMEBODY_USES_IT).getFirst());
    }

    @Test
    void aPausedOneIsAskedToEndAndThenEnded() {
        LogBook book = LogBook.ready().see(new ObservedEvent.PauseAsked("ada", "so"));
        assertInstanceOf(Step.AskToEnd.class, plan(book, ALIVE).getFirst());
        book.after(Duration.ofSeconds(10));
        assertEquals(new Step.Stop(1), plan(book, ALIVE).getFirst());
        assertInstanceOf(Step.NoteEnd.class, plan(book, NOTHING).getFirst());
    }

    @Test
    void aPausedOneWithoutASandboxHasNothingToDo() {
        LogBook book =
                LogBook.ready()
                        .see(new ObservedEvent.PauseAsked("ada", "so"))
                        .see(new ObservedEvent.SandboxEnded(1, "so"));
        assertEquals(List.of(), plan(book, NOTHING));
    }

    @Test
    void aSandboxLostInATurnIsReplacedAndItsDecisionsClosed() {
        LogBook book = LogBook.working().ask("r1");
        List<Step> plan = plan(book, new Sight.Gone(1, "killed"));
        assertEquals(new Step.NoteEnd(1, "killed"), plan.get(0));
        assertInstanceOf(Step.CloseDecision.class, plan.get(1));
        assertEquals(2, plan.size());
        book.see(new ObservedEvent.SandboxEnded(1, "killed"));
        assertEquals(List.of(new Step.Want(2)), plan(book, NOTHING));
    }

    @Test
    void oneOnAMachineThatIsSilentGoesOnOnAnotherVolumeAndItsTurnIsGivenToNobodyAgain() {
        Sight silent = new Sight.Stranded(1, "Node 7 does not answer.");
        LogBook book = LogBook.working();
        book.see(new ObservedEvent.CheckpointKept(1, "c0ffee", null));
        assertEquals(List.of(new Step.NoteEnd(1, "Node 7 does not answer.")), plan(book, silent));
        book.see(new ObservedEvent.SandboxEnded(1, "Node 7 does not answer."));

        Step.Replace replace = (Step.Replace) plan(book, silent).getFirst();

        assertEquals(2, replace.volume());
        assertEquals(1, replace.turn());
        assertTrue(replace.words().contains("checkpoint of turn 1"), replace.words());
        book.see(new WorkspaceReplaced(replace.volume(), replace.turn(), replace.words()));
        assertEquals(2, book.facts().workspace().volume());
        assertNull(book.facts().talk().turn());
        assertEquals(List.of(new Step.Want(2)), plan(book, NOTHING));
    }

    @Test
    void oneWithoutWorkOnAMachineThatIsSilentIsPausedAndMayBeDeletedForGood() {
        Sight silent = new Sight.Stranded(1, "Node 7 does not answer.");
        LogBook book = LogBook.ready();
        assertInstanceOf(Step.Pause.class, plan(book, silent).get(1));
        book.see(new ObservedEvent.Deleted("ada", book.now));
        assertInstanceOf(Step.Purge.class, plan(book, silent).getLast());
    }

    @Test
    void aSandboxLostWithoutWorkIsNotReplaced() {
        List<Step> plan = plan(LogBook.ready(), new Sight.Gone(1, "killed"));
        assertInstanceOf(Step.Pause.class, plan.get(1));
    }

    @Test
    void oneWhoseSandboxesEndTooEarlyWaitsLongerAndThenFails() {
        LogBook book = LogBook.begun();
        for (int i = 1; i <= 3; i++) {
            book.see(new ObservedEvent.SandboxWanted(i, book.now.plusSeconds(900)));
            book.see(new ObservedEvent.SandboxEnded(i, "crashed"));
            if (i < 3) {
                assertInstanceOf(Step.Wait.class, plan(book, NOTHING).getFirst());
                book.after(Duration.ofSeconds(1L << i));
                assertEquals(List.of(new Step.Want(i + 1)), plan(book, NOTHING));
            }
        }
        assertInstanceOf(Step.Fail.class, plan(book, NOTHING).getFirst());
    }

    @Test
    void aDeletedOneIsPurgedWhenNobodyCanRestoreItAnyMore() {
        LogBook book = LogBook.begun();
        book.see(new ObservedEvent.Deleted("ada", book.now.plusSeconds(60)));
        assertEquals(List.of(new Step.Wait(book.now.plusSeconds(60))), plan(book, NOTHING));
        book.after(Duration.ofSeconds(60));
        assertEquals(List.of(new Step.Purge()), plan(book, NOTHING));
    }

    private static LogBook wanted() {
        return LogBook.begun()
                .see(new ObservedEvent.SandboxWanted(1, LogBook.BEGINNING.plusSeconds(900)));
    }

    private List<Step> plan(LogBook book, Sight sight) {
        return plan(book, sight, Planner.Claim.NOBODYS);
    }

    private List<Step> plan(LogBook book, Sight sight, Planner.Claim claim) {
        return planner.plan(book.facts(), sight, claim, book.now);
    }
}
