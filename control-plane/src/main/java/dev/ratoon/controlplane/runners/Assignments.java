package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Assignment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a runner is there for, from its agent's facts and what it has of its environment
 * and its persona. Pure. */
final class Assignments {
    private Assignments() {}

    static Assignment of(
            Facts facts,
            ObservedEvent.@Nullable EnvironmentTaken environment,
            ObservedEvent.@Nullable PersonaTaken persona) {
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
                Told.of(facts, persona));
    }
}
