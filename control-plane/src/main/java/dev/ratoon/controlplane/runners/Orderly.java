package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Turn;
import dev.ratoon.protocol.ToRunner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which command to a runner an event of the log is, if it still is one. Pure. */
final class Orderly {
    /** The types that may be commands. */
    static final List<String> TYPES =
            List.of(
                    "turn.given",
                    "turn.stopped",
                    "decision.answered",
                    "decision.closed",
                    "mode.changed");

    private Orderly() {}

    static @Nullable ToRunner command(LogEvent event, Facts now) {
        Turn turn = now.talk().turn();
        return switch (event.observed()) {
            case ObservedEvent.TurnGiven given when turn != null && turn.seq() == event.seq() ->
                    new ToRunner.Prompt(
                            event.seq(),
                            given.turn(),
                            given.text(),
                            given.images().stream()
                                    .map(i -> new ToRunner.Image(i.sha256(), i.type(), i.bytes()))
                                    .toList());
            case ObservedEvent.TurnStopped stopped
                    when turn != null && turn.number() == stopped.turn() ->
                    new ToRunner.Cancel(event.seq(), stopped.turn());
            case ObservedEvent.DecisionAnswered answered ->
                    new ToRunner.Decided(
                            event.seq(), answered.request(), answered.option(), answered.words());
            case ObservedEvent.DecisionClosed closed ->
                    new ToRunner.Decided(event.seq(), closed.request(), null, closed.why());
            case ObservedEvent.ModeChanged changed ->
                    new ToRunner.SwitchMode(event.seq(), changed.mode());
            case null, default -> null;
        };
    }

    /** What this incarnation must hear when it is to end. */
    static @Nullable String farewell(Facts now) {
        if (now.failure() != null) {
            return now.failure().reason();
        }
        return switch (now.wish()) {
            case RUN ->
                    now.sandbox() != null && now.sandbox().leaving()
                            ? "The agent begins anew."
                            : null;
            case PAUSE -> "The agent is paused.";
            case DELETE -> "The agent is deleted.";
        };
    }
}
