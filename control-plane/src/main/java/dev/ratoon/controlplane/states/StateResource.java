package dev.ratoon.controlplane.states;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.environments.Environments;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** One's own kept states of an environment. */
@Path("/api/environments/{environment}/states")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class StateResource {
    private final CurrentActor current;
    private final Environments environments;
    private final StateStore states;

    StateResource(CurrentActor current, Environments environments, StateStore states) {
        this.current = current;
        this.environments = environments;
        this.states = states;
    }

    record Forgotten(int states) {}

    /** Forgets them: the next agent's setup runs again. */
    @DELETE
    public Forgotten forget(
            @PathParam("environment") String typed, @QueryParam("team") @Nullable String team) {
        Actor actor = current.actor();
        return new Forgotten(states.forget(environments.idOf(actor, typed, team), actor.userId()));
    }
}
