package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.ActorStore;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Decision;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.runners.SetupSecrets;
import dev.ratoon.controlplane.secrets.GivenSecret;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which secrets the setup of an agent is given: those of its environment as it is now, if the
 * agent's owner may use them now. A script that its environment has no more is given none: it may
 * have been changed because it gave them away.
 */
@Singleton
class GivenToSetups implements SetupSecrets {
    private final EnvironmentStore environments;
    private final SecretStore secrets;
    private final ActorStore actors;

    GivenToSetups(EnvironmentStore environments, SecretStore secrets, ActorStore actors) {
        this.environments = environments;
        this.secrets = secrets;
        this.actors = actors;
    }

    @Override
    public Map<String, GivenSecret> of(Facts facts) {
        Facts.Environment has = facts.environment();
        if (has == null || !has.hasSetup()) {
            return Map.of();
        }
        UUID owner = facts.origin().owner();
        Actor actor = actors.all(Set.of(owner)).get(owner);
        if (actor == null
                || !allows(actor, has.id(), Verb.USE_ENVIRONMENT_SECRETS)
                || secrets.names(has.id()).isEmpty()) {
            return Map.of();
        }
        if (!isCurrent(has) && !allows(actor, has.id(), Verb.CHANGE_ENVIRONMENT_SECRETS)) {
            throw new Failure(
                    ProblemType.EXPIRED,
                    "Its environment has changed since it took it, and has secrets.");
        }
        return secrets.open(has.id());
    }

    @Override
    public String mark(Facts facts) {
        Facts.Environment has = facts.environment();
        return has == null ? "" : secrets.ids(has.id()).toString();
    }

    private boolean isCurrent(Facts.Environment has) {
        return environments
                .whole(has.id())
                .filter(whole -> whole.environment().version() == has.version())
                .isPresent();
    }

    @Override
    public boolean mayLookOn(UUID user, Facts facts) {
        Facts.Environment has = facts.environment();
        Actor actor = actors.all(Set.of(user)).get(user);
        return has != null
                && actor != null
                && allows(actor, has.id(), Verb.CHANGE_ENVIRONMENT_SECRETS);
    }

    private boolean allows(Actor actor, UUID environment, Verb verb) {
        return environments
                .whole(environment)
                .filter(
                        whole ->
                                Authority.decide(actor, whole.environment().resource(), verb)
                                        instanceof Decision.Allowed)
                .isPresent();
    }
}
