package dev.ratoon.controlplane.reconcile;

import dev.ratoon.controlplane.access.ActorStore;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;

/**
 * Looks once more at whose an agent without a sandbox is, before anything of it runs: its log may
 * be older than the rule that only Ratoon's owner starts one.
 */
@Singleton
class Bare {
    private final ActorStore actors;

    Bare(ActorStore actors) {
        this.actors = actors;
    }

    boolean mayRun(Facts facts) {
        if (!facts.origin().unconfined()) {
            return true;
        }
        UUID owner = facts.origin().owner();
        var actor = actors.all(Set.of(owner)).get(owner);
        return actor != null && actor.role() == Role.OWNER;
    }

    static ObservedEvent refusal(Facts facts) {
        return new ObservedEvent.Failed(
                "It has no sandbox, and only Ratoon's owner runs agents without one",
                "Start another one, without --unconfined; then: ratoon delete "
                        + facts.origin().name());
    }
}
