package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.life.ObservedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What an agent without a sandbox is begun with: nothing that a team's members can change, since
 * its setup script, and what its persona has it do, are run by Ratoon's own user.
 */
final class Unshared {
    private Unshared() {}

    static void require(
            Environments.Chosen environment, ObservedEvent.@Nullable PersonaTaken persona) {
        refuse("environment", environment.taken() == null ? "" : environment.name());
        refuse("persona", persona == null || persona.persona() == null ? "" : persona.name());
    }

    private static void refuse(String what, String name) {
        if (name.contains("/")) {
            throw NewAgent.invalid(
                    "The %1$s %2$s is a team's, whose members can change what it does. An agent without a sandbox takes only a %1$s of your own: make one, or leave --unconfined out."
                            .formatted(what, name));
        }
    }
}
