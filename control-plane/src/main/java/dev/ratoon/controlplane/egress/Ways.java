package dev.ratoon.controlplane.egress;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Decision;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.environments.HostLists;
import dev.ratoon.controlplane.life.Facts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do for an agent that was refused a host, in words.
 *
 * @param hosts that this agent alone may reach
 */
record Ways(Way once, Always always, List<AllowedHost> hosts) {
    static final int USUAL_MINUTES = 60;

    /**
     * One way.
     *
     * @param means what it does, or when it is denied who may do it
     */
    record Way(boolean may, String means) {}

    /**
     * The way that lasts.
     *
     * @param environment whose list it goes into; null when it is kept for the agents of a user or
     *     a team
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Always(boolean may, String means, @Nullable String environment) {}

    static Ways of(
            Actor actor,
            Facts agent,
            Optional<HostLists.Listed> environment,
            List<AllowedHost> hosts) {
        return new Ways(once(actor, agent), always(actor, agent, environment), hosts);
    }

    static Resource owned(Facts agent) {
        return Reach.resource(agent);
    }

    private static Way once(Actor actor, Facts agent) {
        return switch (Authority.decide(actor, owned(agent), Verb.ALLOW_HOST)) {
            case Decision.Allowed _ ->
                    new Way(
                            true,
                            "This agent alone may reach it, for "
                                    + USUAL_MINUTES
                                    + " minutes, as often as it wants.");
            case Decision.Denied(String reason) -> new Way(false, reason);
        };
    }

    private static Always always(Actor actor, Facts agent, Optional<HostLists.Listed> environment) {
        if (Authority.decide(actor, owned(agent), Verb.ALLOW_HOST)
                instanceof Decision.Denied(String reason)) {
            return new Always(false, reason, null);
        }
        return environment
                .map(Ways::listed)
                .orElseGet(
                        () ->
                                switch (Authority.decide(
                                        actor, owned(agent), Verb.CHANGE_ALLOWED_HOSTS)) {
                                    case Decision.Allowed _ -> new Always(true, kept(agent), null);
                                    case Decision.Denied(String reason) ->
                                            new Always(false, reason, null);
                                });
    }

    private static Always listed(HostLists.Listed environment) {
        String name = environment.name();
        String why = environment.why();
        return why == null
                ? new Always(
                        true,
                        "It goes into the list of the environment '"
                                + name
                                + "', for all agents that begin with it, and this agent may reach it"
                                + " as long as it lives.",
                        name)
                : new Always(false, why, name);
    }

    private static String kept(Facts agent) {
        return agent.origin().team() == null
                ? "All agents of its owner may reach it, this one too, until somebody takes it back."
                : "All agents of its team may reach it, this one too, until somebody takes it back.";
    }
}
