package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.protocol.Assignment;
import java.util.List;
import java.util.Map;

/** What a runner is there for, from its agent's facts. Pure. */
final class Assignments {
    private Assignments() {}

    static Assignment of(Facts facts) {
        Facts.Origin origin = facts.origin();
        return new Assignment(
                facts.id().toString(),
                origin.baseBranch(),
                origin.branch(),
                null,
                new Assignment.Harness(origin.harness(), List.of(), Map.of()),
                origin.model(),
                facts.mode(),
                facts.workspace().session());
    }
}
