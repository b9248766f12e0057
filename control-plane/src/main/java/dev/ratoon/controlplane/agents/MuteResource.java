package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.access.Verb;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * What somebody does not want to hear of. It is a matter of the one who asks: the agent does not
 * change, and neither does what others see of it.
 */
@Path("/api/agents/{agent}/mute")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class MuteResource {
    private final Reach reach;
    private final AgentList list;
    private final MuteStore mutes;

    MuteResource(Reach reach, AgentList list, MuteStore mutes) {
        this.reach = reach;
        this.list = list;
        this.mutes = mutes;
    }

    /** From now on it needs nothing of whoever asks; said twice it is the same. */
    @PUT
    public AgentView mute(@PathParam("agent") String id) {
        Reach.Reached reached = reach.agent(id, Verb.READ_AGENT);
        mutes.mute(reached.actor().userId(), reached.facts().id());
        return view(reached);
    }

    @DELETE
    public AgentView unmute(@PathParam("agent") String id) {
        Reach.Reached reached = reach.agent(id, Verb.READ_AGENT);
        mutes.unmute(reached.actor().userId(), reached.facts().id());
        return view(reached);
    }

    private AgentView view(Reach.Reached reached) {
        return list.find(reached.actor(), reached.facts().id()).orElseThrow(Reach::unknown);
    }
}
