package dev.ratoon.controlplane.access;

import java.util.Set;

/**
 * Who may do what with an agent that has no sandbox. What it runs is run by Ratoon's own user, who
 * can read every secret: so none but Ratoon's owner makes it run anything, whatever team it is in.
 */
final class UnconfinedAgents {
    /** To look at it, and to end it, is as with any agent. */
    private static final Set<Verb> AS_EVER = Set.of(Verb.READ_AGENT, Verb.DELETE_AGENT);

    private static final Set<Verb> AS_RATOON_ITSELF =
            Set.of(
                    Verb.START_AGENT,
                    Verb.STEER_AGENT,
                    Verb.DECIDE,
                    Verb.ALLOW_HOST,
                    Verb.CHANGE_ALLOWED_HOSTS,
                    Verb.ENTER_AGENT,
                    Verb.PUBLISH_AGENT,
                    Verb.RAISE_CAP);

    private UnconfinedAgents() {}

    static Decision decide(Actor actor, Resource.Unconfined agent, Verb verb) {
        if (AS_EVER.contains(verb)) {
            return Authority.decide(actor, new Resource.Owned(agent.owner(), agent.team()), verb);
        }
        if (!AS_RATOON_ITSELF.contains(verb)) {
            return new Decision.Denied("Nobody may do this here.");
        }
        if (actor.role() != Role.OWNER || !actor.userId().equals(agent.owner())) {
            return new Decision.Denied(
                    "An agent without a sandbox can do all that Ratoon itself can, so it is started"
                            + " and steered by Ratoon's owner alone. Start one that has a sandbox:"
                            + " leave --unconfined out.");
        }
        return verb == Verb.START_AGENT && agent.team() != null
                ? new Decision.Denied(
                        "An agent without a sandbox can do all that Ratoon itself can, so it belongs"
                                + " to no team. Start it without the team.")
                : new Decision.Allowed();
    }
}
