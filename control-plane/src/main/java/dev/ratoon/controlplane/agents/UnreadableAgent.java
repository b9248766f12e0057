package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.life.FactsRead;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.Spending;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is shown whose stored facts cannot be read: with what stands beside them, as failed,
 * with the reason. The others are shown as ever.
 */
final class UnreadableAgent {
    private UnreadableAgent() {}

    static AgentView view(
            AgentRow row, FactsRead.Unreadable stored, boolean muted, @Nullable List<May> may) {
        String why = "cannot be read: " + stored.why();
        return new AgentView(
                row.id(),
                row.name(),
                row.title(),
                row.owner(),
                row.repository(),
                null,
                "",
                false,
                "",
                null,
                null,
                null,
                "",
                null,
                "",
                "failed",
                row.since(),
                why,
                null,
                new AgentView.FailureView(
                        "It " + why,
                        stored.newer()
                                ? "Update this control plane to that version"
                                : "Open it: it is made of its log again"),
                null,
                null,
                null,
                null,
                muted,
                may,
                false,
                0,
                new Limits(0, 0),
                AgentView.SpentView.of(Spending.NOTHING),
                null,
                0,
                0,
                0,
                row.createdAt(),
                row.lastActiveAt(),
                row.reapAt(),
                null,
                row.lastSeq());
    }
}
