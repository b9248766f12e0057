package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.life.AgentState;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Turn;
import java.util.List;

/** What "stop" means for an agent as it stands. Pure. */
final class Stopping {
    private Stopping() {}

    static List<ObservedEvent> events(Facts facts, String by) {
        Turn turn = facts.talk().turn();
        if (turn == null) {
            return isOnItsWay(facts.state())
                    ? List.of(
                            new ObservedEvent.PauseAsked(
                                    by, "It was told to stop before a turn had begun."))
                    : List.of();
        }
        return turn.stoppedAt() == null
                ? List.of(new ObservedEvent.TurnStopped(turn.number(), by, "It was told to stop."))
                : List.of();
    }

    /** To a turn that it has not been given yet. */
    private static boolean isOnItsWay(AgentState state) {
        return switch (state) {
            case AgentState.Queued _,
                    AgentState.Provisioning _,
                    AgentState.SettingUp _,
                    AgentState.Working _ ->
                    true;
            case AgentState.Waiting _,
                    AgentState.Idle _,
                    AgentState.Paused _,
                    AgentState.Failed _,
                    AgentState.Deleted _ ->
                    false;
        };
    }
}
