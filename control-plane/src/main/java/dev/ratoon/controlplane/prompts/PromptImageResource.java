package dev.ratoon.controlplane.prompts;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.life.PromptImage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/**
 * Images before they are sent: uploaded as they are, and whoever did may look at them for a day.
 */
@Path("/api/prompt-images")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class PromptImageResource {
    private final CurrentActor current;
    private final PromptImages images;

    PromptImageResource(CurrentActor current, PromptImages images) {
        this.current = current;
        this.images = images;
    }

    /**
     * An image that can be put beside a message.
     *
     * @param id for {@code images} of a start or a message
     * @param type what its bytes say that it is
     */
    record Uploaded(String id, String type, long bytes) {}

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @APIResponseSchema(value = Uploaded.class, responseCode = "201")
    public Response upload(byte[] content) {
        Actor actor = current.actor();
        current.require(Resource.personal(actor.userId()), Verb.START_AGENT);
        PromptImage image = images.upload(actor, content);
        return Response.status(Response.Status.CREATED)
                .entity(new Uploaded(image.sha256(), image.type(), image.bytes()))
                .build();
    }

    @GET
    @Path("/{image}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response image(@PathParam("image") String id) {
        return Inert.answer(images.uploaded(current.actor(), id));
    }
}
