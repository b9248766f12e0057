package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.environments.Newer;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.Current;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What somebody tells an agent to be: stopped, paused, going, in another mode, renamed, deleted.
 */
@Path("/api/agents/{agent}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SteeringResource {
    private final Reach reach;
    private final AgentList list;
    private final LogStore log;
    private final AgentsConfig config;
    private final Environments environments;

    SteeringResource(
            Reach reach,
            AgentList list,
            LogStore log,
            AgentsConfig config,
            Environments environments) {
        this.reach = reach;
        this.list = list;
        this.log = log;
        this.config = config;
        this.environments = environments;
    }

    record Change(@Nullable String title, @Nullable AskedLimits limits) {}

    record AskedMode(@Nullable String mode) {}

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public AgentView change(@PathParam("agent") String id, @Nullable Change change) {
        boolean renames = change != null && change.title() != null;
        Reach.Reached reached = reach.agent(id, renames ? Verb.STEER_AGENT : Verb.READ_AGENT);
        return steer(
                reached,
                (facts, by) -> {
                    List<ObservedEvent> events = new ArrayList<>();
                    if (change != null && change.title() != null) {
                        events.add(new ObservedEvent.Renamed(NewAgent.title(change.title()), by));
                    }
                    if (change != null && change.limits() != null) {
                        Limits wanted = change.limits().over(facts.limits());
                        boolean raised =
                                AskedLimits.isRaised(facts.limits(), wanted, Limits.usual(config));
                        reached.require(raised ? Verb.RAISE_CAP : Verb.STEER_AGENT);
                        events.add(new ObservedEvent.LimitsChanged(wanted, by));
                    }
                    return events;
                });
    }

    /**
     * Ends the turn; what waits in the queue goes on. Before a turn is given, as while its
     * workspace is prepared, it is paused instead: else all that waits would go on at once.
     */
    @POST
    @Path("/stop")
    public AgentView stop(@PathParam("agent") String id) {
        return steer(id, Verb.STEER_AGENT, Stopping::events);
    }

    @POST
    @Path("/pause")
    public AgentView pause(@PathParam("agent") String id) {
        return steer(
                id,
                Verb.STEER_AGENT,
                (facts, by) ->
                        facts.wish() == Facts.Wish.RUN
                                ? List.of(new ObservedEvent.PauseAsked(by, "It was told to."))
                                : List.of());
    }

    @POST
    @Path("/resume")
    public AgentView resume(@PathParam("agent") String id) {
        Reach.Reached reached = reach.agent(id, Verb.STEER_AGENT);
        Newer newer = environments.newer(reached.actor(), reached.facts());
        return steer(
                reached,
                (facts, by) -> {
                    if (facts.wish() == Facts.Wish.RUN && facts.failure() == null) {
                        return List.of();
                    }
                    List<ObservedEvent> events = new ArrayList<>(newer.events(facts));
                    events.add(new ObservedEvent.ResumeAsked(by));
                    return events;
                });
    }

    @PUT
    @Path("/mode")
    @Consumes(MediaType.APPLICATION_JSON)
    public AgentView mode(@PathParam("agent") String id, @Nullable AskedMode asked) {
        String mode = asked == null || asked.mode() == null ? "" : asked.mode();
        NewAgent.requireMode(mode);
        return steer(
                id,
                Verb.STEER_AGENT,
                (facts, by) ->
                        facts.mode().equals(mode)
                                ? List.of()
                                : List.of(new ObservedEvent.ModeChanged(mode, by)));
    }

    /** Ends it; until {@code deletedUntil} it can be restored. */
    @DELETE
    public AgentView delete(@PathParam("agent") String id) {
        Reach.Reached reached = reach.agent(id, Verb.DELETE_AGENT);
        log.append(
                reached.facts().id(),
                current ->
                        current.facts().deletedUntil() != null
                                ? List.of()
                                : List.of(
                                        NewEvent.of(
                                                new ObservedEvent.Deleted(
                                                        reached.actor().name(),
                                                        current.now().plus(config.undo())))));
        return view(reached);
    }

    @POST
    @Path("/restore")
    public AgentView restore(@PathParam("agent") String id) {
        Reach.Reached reached = reach.agent(id, Verb.DELETE_AGENT);
        if (reached.facts().origin().unconfined()) {
            // It runs again, which is more than to end it.
            reached.require(Verb.STEER_AGENT);
        }
        log.append(
                reached.facts().id(),
                current ->
                        current.facts().deletedUntil() == null
                                ? List.of()
                                : List.of(
                                        NewEvent.of(
                                                new ObservedEvent.Restored(
                                                        reached.actor().name()))));
        return view(reached);
    }

    private AgentView steer(
            String id, Verb verb, BiFunction<Facts, String, List<ObservedEvent>> what) {
        return steer(reach.agent(id, verb), what);
    }

    private AgentView steer(
            Reach.Reached reached, BiFunction<Facts, String, List<ObservedEvent>> what) {
        log.append(
                reached.facts().id(),
                current ->
                        what.apply(living(current), reached.actor().name()).stream()
                                .map(NewEvent::of)
                                .toList());
        return view(reached);
    }

    static Facts living(Current current) {
        if (current.facts().deletedUntil() != null) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "This agent is deleted. Restore it first: ratoon delete --undo "
                            + current.facts().origin().name());
        }
        return current.facts();
    }

    private AgentView view(Reach.Reached reached) {
        return list.find(reached.actor(), reached.facts().id()).orElseThrow(Reach::unknown);
    }
}
