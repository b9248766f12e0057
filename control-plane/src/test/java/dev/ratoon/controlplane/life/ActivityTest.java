package dev.ratoon.controlplane.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.protocol.Reported;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private static final UUID ID = new UUID(0, 1);

    @Test
    void whatPeopleDoIsUse() {
        assertEquals(
                List.of(),
                notUse(
                        new ObservedEvent.MessageSent(ID, "go", false, "ada"),
                        new ObservedEvent.PauseAsked("ada", "asked"),
                        new ObservedEvent.ResumeAsked("ada"),
                        new ObservedEvent.TurnStopped(1, "ada", "asked"),
                        new ObservedEvent.DecisionAnswered(ID, "r", "yes", "d", null, null, "ada"),
                        new ObservedEvent.ExecBegun(ID, List.of("ls"), false, "ada", "p"),
                        new ObservedEvent.PullUpdated(7, "main", false, "ada"),
                        new ObservedEvent.Restored("ada")));
    }

    @Test
    void whatRatoonDoesByItselfIsNone() {
        var all =
                List.of(
                        new ObservedEvent.PauseAsked("ratoon", "It had nothing to do."),
                        new ObservedEvent.TurnStopped(1, "ratoon", "late"),
                        new ObservedEvent.DecisionAnswered(ID, "r", "yes", "d", null, ID, "ada"),
                        new ObservedEvent.DecisionClosed(ID, "r", "Nobody answered in time."),
                        new ObservedEvent.SandboxEnded(1, "It was asked to end."),
                        new ObservedEvent.RunnerConnected(1, "k", "o", "1", "p"),
                        new ObservedEvent.ExecEnded(ID),
                        new ObservedEvent.PullChanged(7, "merged", null, null, "main"),
                        new ObservedEvent.LimitReached("disk", "full"),
                        new ObservedEvent.ModelCalled(
                                ID, "openai", "gpt", 1, 0, 1, null, false, 200, false, null, 1),
                        new ObservedEvent.Failed("broken", "mend it"));
        assertEquals(all, notUse(all.toArray(ObservedEvent[]::new)));
    }

    @Test
    void aHarnessInATurnIsUseAndItsComingAndGoingIsNone() {
        assertEquals(true, isUse(new Reported.Said("m", "text", 0, "hello", true)));
        assertEquals(true, isUse(new Reported.TurnEnded(1, "finished", null)));
        assertEquals(false, isUse(new Reported.HarnessStarted("shell", "1", true)));
        assertEquals(false, isUse(new Reported.HarnessEnded(0, "over")));
        assertEquals(false, isUse(new Reported.Output("setup", "text")));
        assertEquals(false, isUse(new Reported.Notice("the disk is slow")));
    }

    private static List<ObservedEvent> notUse(ObservedEvent... events) {
        return java.util.Arrays.stream(events)
                .filter(event -> !Activity.is(LogEvent.observed(1, LogBook.BEGINNING, event)))
                .toList();
    }

    private static boolean isUse(Reported reported) {
        return Activity.is(
                LogEvent.reported(
                        1,
                        LogBook.BEGINNING,
                        Reported.typeOf(reported),
                        1,
                        Reported.payloadOf(reported)));
    }
}
