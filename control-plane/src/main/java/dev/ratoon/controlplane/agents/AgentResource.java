package dev.ratoon.controlplane.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.github.GitHubLogin;
import dev.ratoon.controlplane.harnesses.Harnesses;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.personas.Personas;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.prompts.PromptImages;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starting agents, and finding them. */
@Path("/api/agents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class AgentResource {
    private static final int LARGEST_PAGE = 200;

    /** How many names are tried: each ends in 24 bits that are random. */
    private static final int NAMES = 5;

    private final CurrentActor current;
    private final Reach reach;
    private final AgentList list;
    private final LogStore log;
    private final Created created;
    private final Environments environments;
    private final Harnesses harnesses;
    private final Personas personas;
    private final PromptImages images;
    private final GitHubLogin github;
    private final AgentsConfig config;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;

    AgentResource(
            CurrentActor current,
            Reach reach,
            AgentList list,
            LogStore log,
            Created created,
            Environments environments,
            Harnesses harnesses,
            Personas personas,
            PromptImages images,
            GitHubLogin github,
            AgentsConfig config,
            ObjectMapper json,
            Ids ids,
            Clock clock) {
        this.current = current;
        this.reach = reach;
        this.list = list;
        this.log = log;
        this.created = created;
        this.environments = environments;
        this.harnesses = harnesses;
        this.personas = personas;
        this.images = images;
        this.github = github;
        this.config = config;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Answers when the agent is in the log; all that needs a network is told there, but for a
     * persona that the repository has.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response start(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable NewAgent asked) {
        Actor actor = current.actor();
        NewAgent typed = required(asked);
        boolean unconfined = Boolean.TRUE.equals(typed.unconfined());
        Resource wants = Reach.resource(actor.userId(), typed.team(), unconfined);
        current.require(wants, Verb.START_AGENT);
        String digest = key == null ? null : digest(typed);
        var by = new LogStore.Asked(actor.userId(), bounded(key), digest);
        var as = personas.taken(actor, typed.persona(), typed.place());
        NewAgent wanted = typed.with(as);
        var chosen = environments.chosen(actor, wanted.environment());
        if (unconfined) {
            Unshared.require(chosen, as);
        }
        NewAgent begun = wanted.or(chosen.defaults());
        var with =
                harnesses.chosen(actor, begun.team(), begun.harness(), begun.model(), unconfined);
        var shown = images.wanted(actor, null, begun.images());
        if (!shown.isEmpty()) {
            harnesses.requireImages(with.name());
        }
        Limits usual = Limits.usual(config);
        if (begun.limits() != null
                && AskedLimits.isRaised(usual, begun.limits().over(usual), usual)) {
            current.require(wants, Verb.RAISE_CAP);
        }
        for (int i = 0; i < NAMES; i++) {
            UUID id = ids.next();
            List<ObservedEvent> first =
                    begun.events(
                            id,
                            ids.next(),
                            actor,
                            usual,
                            chosen,
                            with,
                            as,
                            shown,
                            github::overHttps);
            requireBranch(actor, first.getFirst(), by);
            if (log.create(id, by, first, clock.instant()).isPresent()) {
                return answer(Response.Status.CREATED, actor, id);
            }
            Optional<UUID> before = created.before(by);
            if (before.isPresent()) {
                return answer(Response.Status.OK, actor, before.get());
            }
            // Another agent has its name: the next id makes another one.
        }
        throw new Failure(ProblemType.BUSY, "No name was free for this agent. Try again.");
    }

    /**
     * Two agents on one branch would only learn of each other when their work is published. This is
     * no lock: what is published is compared with upstream in any case.
     */
    private void requireBranch(Actor actor, ObservedEvent first, LogStore.Asked by) {
        if (first instanceof ObservedEvent.Created begun
                && begun.goesOn()
                && created.before(by).isEmpty()) {
            list.on(actor, begun.repository(), begun.branch())
                    .ifPresent(
                            other -> {
                                throw new Failure(
                                        ProblemType.CONFLICT,
                                        "The agent %1$s works on the branch %2$s already. Say to it what is to be done (ratoon send %1$s), or delete it first: ratoon delete %1$s"
                                                .formatted(other.name(), begun.branch()));
                            });
        }
    }

    private Response answer(Response.Status status, Actor actor, UUID id) {
        AgentView agent = list.find(actor, id).orElseThrow(Reach::unknown);
        return Response.status(status).entity(agent).build();
    }

    @GET
    public AgentList.Page agents(
            @QueryParam("state") @Nullable String state,
            @QueryParam("q") @DefaultValue("") String words,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1) {
            throw new Failure(ProblemType.INVALID, "A page has at least one agent.");
        }
        return list.page(
                current.actor(),
                AgentQuery.of(state, words, owner),
                cursor,
                Math.min(limit, LARGEST_PAGE));
    }

    @GET
    @Path("/{agent}")
    public AgentView agent(@PathParam("agent") String id) {
        Reach.Reached reached = reach.agent(id, Verb.READ_AGENT);
        return list.find(reached.actor(), reached.facts().id()).orElseThrow(Reach::unknown);
    }

    private static NewAgent required(@Nullable NewAgent asked) {
        if (asked == null) {
            throw new Failure(ProblemType.INVALID, "Say which agent: {\"repository\": ...}");
        }
        return asked;
    }

    private static @Nullable String bounded(@Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > 200)) {
            throw new Failure(ProblemType.INVALID, "An Idempotency-Key has 1 to 200 characters.");
        }
        return key;
    }

    private String digest(NewAgent asked) {
        try {
            return HexFormat.of().formatHex(BlobStore.sha256(json.writeValueAsBytes(asked)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that was JSON is JSON", e);
        }
    }
}
