package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.environments.AskedPushes;
import dev.ratoon.controlplane.environments.Defaults;
import dev.ratoon.controlplane.environments.Edited;
import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.github.GitHubLogin;
import dev.ratoon.controlplane.harnesses.Harnesses;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An environment is tried by an agent without a prompt: its log is what is watched, and it goes by
 * itself when its workspace is ready, or will not be.
 */
@Path("/api/environments/{environment}/try")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class TrialResource {
    private static final String SHELL = "shell";

    private final CurrentActor current;
    private final Environments environments;
    private final AgentList list;
    private final LogStore log;
    private final GitHubLogin github;
    private final AgentsConfig config;
    private final Ids ids;
    private final Clock clock;

    TrialResource(
            CurrentActor current,
            Environments environments,
            AgentList list,
            LogStore log,
            GitHubLogin github,
            AgentsConfig config,
            Ids ids,
            Clock clock) {
        this.current = current;
        this.environments = environments;
        this.list = list;
        this.log = log;
        this.github = github;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What to try it on.
     *
     * @param setup and the rest: not saved yet; what is left out is as it is
     */
    record AskedTrial(
            @Nullable String repository,
            @Nullable String baseBranch,
            @Nullable String setup,
            @Nullable Integer setupMinutes,
            @Nullable Map<String, @Nullable String> variables,
            @Nullable List<@Nullable String> allow,
            @Nullable List<@Nullable String> allowModels,
            @Nullable List<@Nullable String> save,
            @Nullable String image,
            @Nullable Size size,
            @Nullable AskedPushes pushes) {
        Edited edited() {
            return new Edited(
                    setup, setupMinutes, variables, allow, allowModels, save, image, size, pushes);
        }

        NewAgent agent() {
            return new NewAgent(
                    repository,
                    baseBranch,
                    null,
                    null,
                    null,
                    null,
                    SHELL,
                    null,
                    "auto",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }

    /**
     * Begins it: the answer is the agent, whose events tell how it goes.
     *
     * @param typed the environment; {@code default} for one that is not saved at all yet
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response begin(
            @PathParam("environment") String typed,
            @QueryParam("team") @Nullable String team,
            @Nullable AskedTrial asked) {
        if (asked == null) {
            throw new Failure(ProblemType.INVALID, "Say what to try it on: {\"repository\": ...}");
        }
        Actor actor = current.actor();
        current.require(Resource.personal(actor.userId()), Verb.START_AGENT);
        var taken = environments.tried(actor, typed, team, asked.edited());
        var chosen = new Environments.Chosen(taken.name(), taken, Defaults.NONE);
        UUID id = ids.next();
        List<ObservedEvent> first =
                asked.agent()
                        .events(
                                id,
                                ids.next(),
                                actor,
                                Limits.usual(config),
                                chosen,
                                new Harnesses.Chosen(SHELL, null, null),
                                null,
                                List.of(),
                                github::overHttps);
        if (log.create(id, new LogStore.Asked(actor.userId(), null, null), first, clock.instant())
                .isEmpty()) {
            throw new Failure(ProblemType.BUSY, "No name was free for this trial. Try again.");
        }
        return Response.status(Response.Status.CREATED)
                .entity(list.find(actor, id).orElseThrow(Reach::unknown))
                .build();
    }
}
