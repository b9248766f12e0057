package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.GivenSecret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Secrets of setup scripts over HTTP: they go in, and only their names come out. */
@Path("/api/environments/{environment}/secrets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SecretResource {
    /** What is shorter would be found everywhere when it is looked for. */
    private static final int SHORTEST = 8;

    private final CurrentActor current;
    private final Environments environments;
    private final SecretStore secrets;

    SecretResource(CurrentActor current, Environments environments, SecretStore secrets) {
        this.current = current;
        this.environments = environments;
        this.secrets = secrets;
    }

    record NewSecret(@Nullable String value) {
        @Override
        public String toString() {
            return "NewSecret[hidden]";
        }
    }

    record All(List<SecretView> secrets) {}

    @GET
    public All all(
            @PathParam("environment") String typed, @QueryParam("team") @Nullable String team) {
        Environment.Whole found = environments.named(current.actor(), typed, team);
        return new All(secrets.of(found.environment().id()));
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    public All put(
            @PathParam("environment") String typed,
            @QueryParam("team") @Nullable String team,
            @PathParam("name") String name,
            @Nullable NewSecret asked) {
        Actor actor = current.actor();
        UUID id = changeable(actor, typed, team);
        GivenSecret value = GivenSecret.of("secret", asked == null ? null : asked.value());
        if (value.value().length() < SHORTEST) {
            throw Failure.inField(
                    "value",
                    "A secret has at least "
                            + SHORTEST
                            + " characters; put others into variables.");
        }
        secrets.put(id, Variables.name(name), value, actor);
        return new All(secrets.of(id));
    }

    @DELETE
    @Path("/{name}")
    public void remove(
            @PathParam("environment") String typed,
            @QueryParam("team") @Nullable String team,
            @PathParam("name") String name) {
        if (!secrets.remove(changeable(current.actor(), typed, team), name)) {
            throw new Failure(
                    ProblemType.NOT_FOUND,
                    "This environment has no such secret. See: ratoon environment secret list"
                            + " NAME");
        }
    }

    private UUID changeable(Actor actor, String typed, @Nullable String team) {
        Environment found = environments.named(actor, typed, team).environment();
        Authority.require(actor, found.resource(), Verb.CHANGE_ENVIRONMENT_SECRETS);
        return found.id();
    }
}
