package dev.ratoon.controlplane.life;

import java.util.Map;

/** The types of observed events by name, as they stand in the log. Names are for ever. */
public final class ObservedTypes {
    public static final Map<String, Class<? extends ObservedEvent>> ALL =
            Map.ofEntries(
                    Map.entry("agent.created", ObservedEvent.Created.class),
                    Map.entry("environment.taken", ObservedEvent.EnvironmentTaken.class),
                    Map.entry("harness.taken", ObservedEvent.HarnessTaken.class),
                    Map.entry("harness.installing", ObservedEvent.HarnessInstalling.class),
                    Map.entry("secrets.given", ObservedEvent.SecretsGiven.class),
                    Map.entry("persona.taken", ObservedEvent.PersonaTaken.class),
                    Map.entry("state.used", StateEvents.Used.class),
                    Map.entry("state.kept", StateEvents.Kept.class),
                    Map.entry("state.stale", StateEvents.Stale.class),
                    Map.entry("agent.renamed", ObservedEvent.Renamed.class),
                    Map.entry("limits.changed", ObservedEvent.LimitsChanged.class),
                    Map.entry("mode.changed", ObservedEvent.ModeChanged.class),
                    Map.entry("message.sent", ObservedEvent.MessageSent.class),
                    Map.entry("message.edited", ObservedEvent.MessageEdited.class),
                    Map.entry("message.withdrawn", ObservedEvent.MessageWithdrawn.class),
                    Map.entry("turn.given", ObservedEvent.TurnGiven.class),
                    Map.entry("turn.stopped", ObservedEvent.TurnStopped.class),
                    Map.entry("decision.opened", ObservedEvent.DecisionOpened.class),
                    Map.entry("decision.answered", ObservedEvent.DecisionAnswered.class),
                    Map.entry("decision.closed", ObservedEvent.DecisionClosed.class),
                    Map.entry("decision.overstepped", Overstepped.class),
                    Map.entry("rule.added", ObservedEvent.RuleAdded.class),
                    Map.entry("rule.removed", ObservedEvent.RuleRemoved.class),
                    Map.entry("exec.begun", ObservedEvent.ExecBegun.class),
                    Map.entry("exec.ended", ObservedEvent.ExecEnded.class),
                    Map.entry("pause.asked", ObservedEvent.PauseAsked.class),
                    Map.entry("resume.asked", ObservedEvent.ResumeAsked.class),
                    Map.entry("agent.deleted", ObservedEvent.Deleted.class),
                    Map.entry("agent.restored", ObservedEvent.Restored.class),
                    Map.entry("sandbox.wanted", ObservedEvent.SandboxWanted.class),
                    Map.entry("sandbox.started", ObservedEvent.SandboxStarted.class),
                    Map.entry("sandbox.ended", ObservedEvent.SandboxEnded.class),
                    Map.entry("sandbox.stays", SandboxStays.class),
                    Map.entry("workspace.replaced", WorkspaceReplaced.class),
                    Map.entry("runner.connected", ObservedEvent.RunnerConnected.class),
                    Map.entry("branch.pushed", ObservedEvent.BranchPushed.class),
                    Map.entry("checkpoint.kept", ObservedEvent.CheckpointKept.class),
                    Map.entry("push.refused", ObservedEvent.PushRefused.class),
                    Map.entry("push.allowed", ObservedEvent.PushAllowed.class),
                    Map.entry("allowance.used", ObservedEvent.AllowanceUsed.class),
                    Map.entry("branch.published", ObservedEvent.BranchPublished.class),
                    Map.entry("pull.opened", ObservedEvent.PullOpened.class),
                    Map.entry("pull.updated", ObservedEvent.PullUpdated.class),
                    Map.entry("pull.changed", ObservedEvent.PullChanged.class),
                    Map.entry("model.refused", ObservedEvent.ModelRefused.class),
                    Map.entry("model.called", ObservedEvent.ModelCalled.class),
                    Map.entry("egress.allowed", EgressEvents.Allowed.class),
                    Map.entry("egress.taken-back", EgressEvents.TakenBack.class),
                    Map.entry("egress.refused", EgressEvents.Refused.class),
                    Map.entry("egress.used", EgressEvents.Used.class),
                    Map.entry("agent.failed", ObservedEvent.Failed.class),
                    Map.entry("limit.reached", ObservedEvent.LimitReached.class),
                    Map.entry("payload.quarantined", ObservedEvent.Quarantined.class));

    private ObservedTypes() {}
}
