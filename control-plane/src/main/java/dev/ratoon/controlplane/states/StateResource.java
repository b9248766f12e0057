package dev.ratoon.controlplane.states;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.environments.Environments;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One's own kept states of an environment. */
@Path("/api/environments/{environment}/states")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class StateResource {
    private final CurrentActor current;
    private final Environments environments;
    private final StateStore states;
    private final StatesConfig config;
    private final Clock clock;

    StateResource(
            CurrentActor current,
            Environments environments,
            StateStore states,
            StatesConfig config,
            Clock clock) {
        this.current = current;
        this.environments = environments;
        this.states = states;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What a setup has made.
     *
     * @param version of the environment that it was made with
     * @param base the commit that it was made at: only an agent that begins there is given it
     * @param setupSeconds how long the script had taken
     * @param keptUntil when it is too old
     * @param stale why no agent is given it any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StateView(
            String repository,
            int version,
            String base,
            long bytes,
            long setupSeconds,
            Instant madeAt,
            Instant keptUntil,
            @Nullable String stale) {}

    record StateList(List<StateView> states) {}

    /** The newest first. */
    @GET
    public StateList kept(
            @PathParam("environment") String typed, @QueryParam("team") @Nullable String team) {
        Actor actor = current.actor();
        int version = environments.versionOf(actor, typed, team);
        return new StateList(
                states.of(environments.idOf(actor, typed, team), actor.userId()).stream()
                        .map(each -> view(each, version))
                        .toList());
    }

    private StateView view(StateStore.Kept kept, int version) {
        return new StateView(
                kept.repository(),
                kept.version(),
                kept.base(),
                kept.bytes(),
                kept.setupSeconds(),
                kept.madeAt(),
                kept.madeAt().plus(config.age()),
                Freshness.stale(kept, version, config.age(), clock.instant()).orElse(null));
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
