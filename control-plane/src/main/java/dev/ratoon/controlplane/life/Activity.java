package dev.ratoon.controlplane.life;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What counts as use of an agent, for "last active" and for when it is cleaned up: what people do
 * to it, and what its harness does in a turn. What Ratoon does by itself does not, else an agent
 * that nobody needs would keep itself: a pause after idling, a sandbox that ends or comes back, a
 * decision that expires.
 */
public final class Activity {
    private static final String RATOON = "ratoon";
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Set<String> OF_A_HARNESS =
            Set.of(
                    "turn.started",
                    "said",
                    "tool",
                    "plan",
                    "decision.requested",
                    "decision.withdrawn",
                    "turn.ended");

    private Activity() {}

    public static boolean is(LogEvent event) {
        ObservedEvent observed = event.observed();
        return observed == null
                ? event.source() == Source.REPORTED && OF_A_HARNESS.contains(event.type())
                : isOfPeople(observed);
    }

    /** Until when an agent is kept that is not used any more. */
    public static Instant reapAt(Instant lastActive) {
        return lastActive.plus(KEPT);
    }

    private static boolean isOfPeople(ObservedEvent event) {
        return switch (event) {
            case ObservedEvent.Created _,
                    ObservedEvent.EnvironmentTaken _,
                    ObservedEvent.HarnessTaken _,
                    ObservedEvent.PersonaTaken _,
                    ObservedEvent.Renamed _,
                    ObservedEvent.LimitsChanged _,
                    ObservedEvent.ModeChanged _,
                    ObservedEvent.MessageSent _,
                    ObservedEvent.MessageEdited _,
                    ObservedEvent.MessageWithdrawn _,
                    ObservedEvent.RuleAdded _,
                    ObservedEvent.RuleRemoved _,
                    ObservedEvent.ExecBegun _,
                    ObservedEvent.PushAllowed _,
                    EgressEvents.Allowed _,
                    EgressEvents.TakenBack _,
                    ObservedEvent.BranchPublished _,
                    ObservedEvent.PullOpened _,
                    ObservedEvent.PullUpdated _,
                    ObservedEvent.ResumeAsked _,
                    ObservedEvent.Deleted _,
                    ObservedEvent.Restored _ ->
                    true;
            case ObservedEvent.TurnStopped stopped -> !stopped.by().equals(RATOON);
            case ObservedEvent.PauseAsked asked -> !asked.by().equals(RATOON);
            case ObservedEvent.DecisionAnswered answered -> answered.rule() == null;
            case ObservedEvent.HarnessInstalling _,
                    ObservedEvent.TurnGiven _,
                    ObservedEvent.SecretsGiven _,
                    StateEvents.Used _,
                    StateEvents.Kept _,
                    StateEvents.Stale _,
                    ObservedEvent.DecisionOpened _,
                    ObservedEvent.DecisionClosed _,
                    Overstepped _,
                    ObservedEvent.ExecEnded _,
                    ObservedEvent.SandboxWanted _,
                    ObservedEvent.SandboxStarted _,
                    ObservedEvent.SandboxEnded _,
                    SandboxStays _,
                    WorkspaceReplaced _,
                    TurnCut _,
                    ObservedEvent.RunnerConnected _,
                    ObservedEvent.BranchPushed _,
                    ObservedEvent.CheckpointKept _,
                    ObservedEvent.PushRefused _,
                    EgressEvents.Refused _,
                    EgressEvents.Used _,
                    ObservedEvent.AllowanceUsed _,
                    ObservedEvent.PullChanged _,
                    ObservedEvent.ModelRefused _,
                    ObservedEvent.ModelCalled _,
                    ObservedEvent.Failed _,
                    ObservedEvent.LimitReached _,
                    Quarantined _ ->
                    false;
        };
    }
}
