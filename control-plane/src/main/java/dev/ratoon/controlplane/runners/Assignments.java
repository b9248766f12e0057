package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.protocol.Assignment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a runner is there for, from its agent's facts and what it has taken. Pure. */
final class Assignments {
    private Assignments() {}

    /**
     * An assignment.
     *
     * @param environment none for the default one
     * @param harness none for the shell, which is part of the runner
     * @param secrets for the setup script alone
     */
    static Assignment of(
            Facts facts,
            ObservedEvent.@Nullable EnvironmentTaken environment,
            ObservedEvent.@Nullable HarnessTaken harness,
            ObservedEvent.@Nullable PersonaTaken persona,
            Map<String, GivenSecret> secrets,
            Assignment.@Nullable State state) {
        Facts.Origin origin = facts.origin();
        return new Assignment(
                facts.id().toString(),
                origin.baseBranch(),
                origin.branch(),
                environment == null ? null : environment.setup(),
                harness == null
                        ? new Assignment.Harness(origin.harness(), List.of(), Map.of())
                        : new Assignment.Harness(
                                harness.harness(),
                                harness.command(),
                                harness.environment(),
                                harness.modes(),
                                harness.model(),
                                harness.sessionFiles()),
                origin.model(),
                facts.mode(),
                facts.workspace().prepared(),
                environment == null || environment.variables().isEmpty()
                        ? null
                        : environment.variables(),
                environment == null || environment.save().isEmpty() ? null : environment.save(),
                secrets.isEmpty() ? null : opened(secrets),
                state,
                Told.of(harness, persona));
    }

    private static Assignment.Secrets opened(Map<String, GivenSecret> secrets) {
        var values = new HashMap<String, String>();
        secrets.forEach((name, secret) -> values.put(name, secret.value()));
        return new Assignment.Secrets(values);
    }
}
