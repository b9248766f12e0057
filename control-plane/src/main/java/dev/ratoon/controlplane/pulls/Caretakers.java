package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.ActorStore;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Decision;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.github.Accounts;
import dev.ratoon.controlplane.life.Facts;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds who looks after a pull request: whoever opened it, else the owner of its agent. A login is
 * used for an agent only as long as its user may publish that agent's work.
 */
@Singleton
class Caretakers {
    private final ActorStore actors;
    private final Accounts accounts;

    Caretakers(ActorStore actors, Accounts accounts) {
        this.actors = actors;
        this.accounts = accounts;
    }

    Caretaker of(Facts agent, Facts.Pull pull) {
        Set<UUID> users = new LinkedHashSet<>();
        users.add(pull.opener());
        users.add(agent.origin().owner());
        Map<UUID, Actor> known = actors.all(users);
        return users.stream()
                .filter(user -> mayPublish(Optional.ofNullable(known.get(user)), agent))
                .filter(accounts::has)
                .findFirst()
                .<Caretaker>map(user -> new Caretaker.With(accounts.of(user)))
                .orElseGet(() -> nobody(known, agent, pull));
    }

    private static boolean mayPublish(Optional<Actor> user, Facts agent) {
        Resource resource = Reach.resource(agent);
        return user.filter(
                        actor ->
                                Authority.decide(actor, resource, Verb.PUBLISH_AGENT)
                                        instanceof Decision.Allowed)
                .isPresent();
    }

    private Caretaker nobody(Map<UUID, Actor> known, Facts agent, Facts.Pull pull) {
        Optional<Actor> opener = Optional.ofNullable(known.get(pull.opener()));
        String why =
                opener.map(
                                actor ->
                                        actor.name()
                                                + (mayPublish(opener, agent)
                                                        ? " has connected no GitHub account any more"
                                                        : " may not publish this agent's work any more"))
                        .orElse("who opened it is no user here any more");
        String owner =
                Optional.ofNullable(known.get(agent.origin().owner()))
                        .map(Actor::name)
                        .orElse("its owner");
        return new Caretaker.Nobody(
                "It is not kept up to date: "
                        + why
                        + ". It is again within the hour once "
                        + owner
                        + " has connected GitHub (ratoon github connect)");
    }
}
