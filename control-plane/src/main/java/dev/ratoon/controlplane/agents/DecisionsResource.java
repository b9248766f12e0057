package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.access.CurrentActor;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** All that waits for the one who asks. */
@Path("/api/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class DecisionsResource {
    private final CurrentActor current;
    private final AgentList list;
    private final OpenDecisions decisions;

    DecisionsResource(CurrentActor current, AgentList list, OpenDecisions decisions) {
        this.current = current;
        this.list = list;
        this.decisions = decisions;
    }

    @GET
    public OpenDecisions.All all() {
        return decisions.of(list.waiting(current.actor()));
    }
}
