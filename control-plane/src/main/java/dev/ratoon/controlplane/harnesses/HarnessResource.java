package dev.ratoon.controlplane.harnesses;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.installs.Install;
import dev.ratoon.controlplane.installs.Installs;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.providers.ModelProvider;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jspecify.annotations.Nullable;

/** The harnesses, and which of them one can start an agent with. */
@Path("/api/harnesses")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class HarnessResource {
    private final CurrentActor current;
    private final Harnesses harnesses;
    private final Installs installs;

    HarnessResource(CurrentActor current, Harnesses harnesses, Installs installs) {
        this.current = current;
        this.harnesses = harnesses;
        this.installs = installs;
    }

    /**
     * A harness, as the API tells of it.
     *
     * @param usual whether an agent has it that is started without naming one
     * @param available whether an agent can be started with it
     * @param why it is not available
     * @param next what makes it so
     * @param installed built-in, one's own, ready, underway, failed, not in the image of sandboxes,
     *     or not yet: it is installed before the first agent that has it
     * @param installing how far it is, or why it failed
     * @param apis the ways in which it asks a model, best first
     * @param providers whom it can ask with the keys that there are
     * @param redistributable whether it may be part of an image that others are given
     * @param asks whether what it asks before it acts can be relied on: supervised, or on trust
     * @param images whether a message to it may have images
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HarnessView(
            String name,
            String title,
            @Nullable String version,
            boolean usual,
            boolean available,
            @Nullable String why,
            @Nullable String next,
            String installed,
            @Nullable String installing,
            List<String> apis,
            List<String> providers,
            boolean tested,
            String licence,
            boolean redistributable,
            String asks,
            boolean images) {}

    /** All of them. */
    public record HarnessList(List<HarnessView> harnesses) {}

    @GET
    public HarnessList list() {
        Actor actor = current.actor();
        Thinking.Providers providers = harnesses.providers(actor);
        return new HarnessList(
                harnesses.all().stream().map(each -> view(each, providers)).toList());
    }

    /**
     * Begins to install it, as the first agent that has it would; after a failure at once. Wanting
     * it twice is wanting it.
     */
    @POST
    @Path("/{harness}/install")
    @APIResponseSchema(value = HarnessView.class, responseCode = "202")
    public Response install(@PathParam("harness") String name) {
        Actor actor = current.actor();
        current.require(Resource.personal(actor.userId()), Verb.START_AGENT);
        Harness wanted = harnesses.named(name);
        if (wanted.origin() != Harness.Origin.INSTALLED) {
            throw new Failure(
                    ProblemType.INVALID,
                    wanted.title() + " is not installed by Ratoon: there is nothing to do.");
        }
        installs.wantNow(wanted.name());
        return Response.status(Response.Status.ACCEPTED)
                .entity(view(wanted, harnesses.providers(actor)))
                .build();
    }

    private HarnessView view(Harness harness, Thinking.Providers providers) {
        Availability.Unavailable not =
                switch (Availability.of(harness, providers)) {
                    case Availability.Available _ -> null;
                    case Availability.Unavailable unavailable -> unavailable;
                };
        Installed installed = installed(harness);
        return new HarnessView(
                harness.name(),
                harness.title(),
                harness.version(),
                harnesses.isUsual(harness),
                not == null,
                not == null ? null : not.why(),
                not == null ? null : not.next(),
                installed.word(),
                installed.words(),
                Words.of(harness.apis().sequencedKeySet()),
                providers.of(harness).stream()
                        .filter(providers::answers)
                        .map(ModelProvider::name)
                        .toList(),
                harness.tested(),
                harness.licence().name(),
                harness.licence().redistributable(),
                harness.asks().word(),
                harness.capabilities().images());
    }

    private record Installed(String word, @Nullable String words) {}

    private Installed installed(Harness harness) {
        return switch (harness.origin()) {
            case BUILT_IN -> new Installed("built-in", null);
            case OWN -> new Installed("one's own", null);
            case INSTALLED ->
                    switch (installs.of(harness.name())) {
                        case Install.Ready _ -> new Installed("ready", null);
                        case Install.NotBrought(String words, String next) ->
                                new Installed("not in the image", words + ". Next: " + next);
                        case Install.Absent _ -> new Installed("not yet", null);
                        case Install.Underway(String words) -> new Installed("underway", words);
                        case Install.Failed(String words, String next) ->
                                new Installed("failed", words + ". Next: " + next);
                    };
        };
    }
}
