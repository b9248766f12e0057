package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An agent's work for others: first what would be published, then that, bound to its commit. */
@Path("/api/agents/{agent}/pull-request")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class PullRequestResource {
    private final Reach reach;
    private final Proposals proposals;
    private final PublishedOnce published;
    private final Writing writing;

    PullRequestResource(
            Reach reach, Proposals proposals, PublishedOnce published, Writing writing) {
        this.reach = reach;
        this.proposals = proposals;
        this.published = published;
        this.writing = writing;
    }

    /** What would be published by whoever asks, and how what there is stands. */
    @GET
    public ProposalView proposal(
            @PathParam("agent") String id, @QueryParam("base") @Nullable String base) {
        Reach.Reached reached = reach.agent(id, Verb.PUBLISH_AGENT);
        return proposals.view(
                reached.actor(),
                reached.facts(),
                Optional.ofNullable(base).filter(name -> !name.isBlank()));
    }

    /** Publishes what was shown, in the name of whoever asks; sent twice with a key, it is once. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public PublicationView publish(
            @PathParam("agent") String id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable AskedPublication asked) {
        Reach.Reached reached = reach.agent(id, Verb.PUBLISH_AGENT);
        if (asked == null) {
            throw new Failure(ProblemType.INVALID, "Say which commit was shown: {\"commit\": ...}");
        }
        if (key != null && (key.isBlank() || key.length() > 200)) {
            throw new Failure(ProblemType.INVALID, "An Idempotency-Key has 1 to 200 characters.");
        }
        asked.check();
        return published.publish(reached.actor(), reached.facts().id(), key, asked);
    }

    /** A title and a description, as its harness writes them: asked beside the agent's turns. */
    @POST
    @Path("/text")
    public WrittenText text(
            @PathParam("agent") String id, @QueryParam("base") @Nullable String base)
            throws InterruptedException {
        Reach.Reached reached = reach.agent(id, Verb.PUBLISH_AGENT);
        return writing.of(
                reached.actor(),
                reached.facts(),
                Optional.ofNullable(base).filter(name -> !name.isBlank()));
    }
}
