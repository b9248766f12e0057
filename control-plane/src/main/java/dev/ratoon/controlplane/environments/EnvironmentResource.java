package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Environments over HTTP. One is named by its id or by its name; a team's, when the name alone
 * could mean another, with {@code ?team=}.
 */
@Path("/api/environments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class EnvironmentResource {
    private final CurrentActor current;
    private final Environments environments;
    private final EnvironmentStore store;
    private final SecretStore secrets;
    private final TeamStore teams;
    private final Granted granted;
    private final AllowedImages images;

    EnvironmentResource(
            CurrentActor current,
            Environments environments,
            EnvironmentStore store,
            SecretStore secrets,
            TeamStore teams,
            AgentsConfig config,
            AllowedImages images) {
        this.current = current;
        this.environments = environments;
        this.store = store;
        this.secrets = secrets;
        this.teams = teams;
        this.granted = Granted.by(config, images);
        this.images = images;
    }

    /**
     * All of them.
     *
     * @param images that they may choose for their pods, as the operator lists them
     */
    record All(List<EnvironmentView> environments, List<String> images) {}

    @GET
    public All all() {
        Actor actor = current.actor();
        return new All(
                environments.may(actor, Verb.READ_ENVIRONMENT).stream()
                        .map(environment -> EnvironmentView.of(actor, environment))
                        .toList(),
                images.listed());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response add(@Nullable AskedEnvironment asked) {
        Actor actor = current.actor();
        AskedEnvironment wanted = required(asked);
        UUID team = wanted.team() == null ? null : teams.mustBeNamed(wanted.team()).id();
        Authority.require(actor, new Resource.Owned(actor.userId(), team), Verb.CHANGE_ENVIRONMENT);
        UUID id = store.add(actor, team, wanted, granted);
        return Response.status(Response.Status.CREATED).entity(view(id)).build();
    }

    @GET
    @Path("/{environment}")
    public EnvironmentView one(
            @PathParam("environment") String typed, @QueryParam("team") @Nullable String team) {
        return view(environments.named(current.actor(), typed, team));
    }

    /** What is left out stays as it is. Refused when that is not the version that was read. */
    @PUT
    @Path("/{environment}")
    @Consumes(MediaType.APPLICATION_JSON)
    public EnvironmentView change(
            @PathParam("environment") String typed,
            @QueryParam("team") @Nullable String team,
            @Nullable AskedEnvironment asked) {
        Actor actor = current.actor();
        Environment.Whole before = changeable(actor, typed, team);
        UUID id = before.environment().id();
        AskedEnvironment wanted = required(asked).over(before);
        if (!store.change(id, actor, wanted, granted)) {
            Environment now = store.whole(id).orElseThrow(Environments::gone).environment();
            throw new Failure(
                    ProblemType.CONFLICT,
                    "The environment '"
                            + now.fullName()
                            + "' is not version "
                            + wanted.readVersion()
                            + " any more: "
                            + now.changedBy()
                            + " has made version "
                            + now.version()
                            + ". Look at it, then change that.");
        }
        return view(id);
    }

    /** Agents keep what they have of it. */
    @DELETE
    @Path("/{environment}")
    public void remove(
            @PathParam("environment") String typed, @QueryParam("team") @Nullable String team) {
        store.remove(changeable(current.actor(), typed, team).environment().id());
    }

    private Environment.Whole changeable(Actor actor, String typed, @Nullable String team) {
        Environment.Whole found = environments.named(actor, typed, team);
        Authority.require(actor, found.environment().resource(), Verb.CHANGE_ENVIRONMENT);
        return found;
    }

    private EnvironmentView view(UUID id) {
        return view(store.whole(id).orElseThrow(Environments::gone));
    }

    private EnvironmentView view(Environment.Whole whole) {
        return EnvironmentView.of(current.actor(), whole, secrets.names(whole.environment().id()));
    }

    private static AskedEnvironment required(@Nullable AskedEnvironment asked) {
        if (asked == null) {
            throw new Failure(
                    ProblemType.INVALID, "Say which environment: {\"name\": ..., \"setup\": ...}");
        }
        return asked;
    }
}
