package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.protocol.Assignment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a runner is there for, from its agent's facts and what it has of its environment. Pure. */
final class Assignments {
    private Assignments() {}

    static Assignment of(
            Facts facts,
            ObservedEvent.@Nullable EnvironmentTaken environment,
            Map<String, GivenSecret> secrets,
            Assignment.@Nullable State state) {
        Facts.Origin origin = facts.origin();
        return new Assignment(
                facts.id().toString(),
                origin.baseBranch(),
                origin.branch(),
                environment == null ? null : environment.setup(),
                new Assignment.Harness(origin.harness(), List.of(), Map.of()),
                origin.model(),
                facts.mode(),
                facts.workspace().prepared(),
                environment == null || environment.variables().isEmpty()
                        ? null
                        : environment.variables(),
                secrets.isEmpty() ? null : opened(secrets),
                state);
    }

    private static Assignment.Secrets opened(Map<String, GivenSecret> secrets) {
        var values = new HashMap<String, String>();
        secrets.forEach((name, secret) -> values.put(name, secret.value()));
        return new Assignment.Secrets(values);
    }
}
