package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.prompts.Inert;
import dev.ratoon.controlplane.prompts.PromptImages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The images beside what was said to an agent. */
@Path("/api/agents/{agent}/images")
@RunOnVirtualThread
class AgentImageResource {
    private final Reach reach;
    private final PromptImages images;

    AgentImageResource(Reach reach, PromptImages images) {
        this.reach = reach;
        this.images = images;
    }

    @GET
    @Path("/{image}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response image(@PathParam("agent") String id, @PathParam("image") String image) {
        return Inert.answer(images.sent(reach.agent(id, Verb.READ_AGENT).facts().id(), image));
    }
}
