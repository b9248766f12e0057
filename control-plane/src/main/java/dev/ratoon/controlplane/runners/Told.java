package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Assignment;
import org.jspecify.annotations.Nullable;

/** What a session is told before its first prompt. Pure. */
final class Told {
    private Told() {}

    /** Null when there is nothing to tell. */
    static Assignment.@Nullable Instructions of(
            ObservedEvent.@Nullable HarnessTaken harness,
            ObservedEvent.@Nullable PersonaTaken persona) {
        boolean reads = harness != null && harness.needsAgentsFile();
        String text = persona == null ? "" : text(persona);
        return text.isEmpty() && !reads
                ? null
                : new Assignment.Instructions(persona == null ? null : persona.name(), text, reads);
    }

    /** No harness is known to be bound by such a list, so that all are asked to keep to it. */
    private static String text(ObservedEvent.PersonaTaken persona) {
        if (persona.tools().isEmpty()) {
            return persona.instructions();
        }
        String tools =
                "Use no other tools than these: %s. If the task needs another one, say so and stop."
                        .formatted(String.join(", ", persona.tools()));
        return persona.instructions().isEmpty() ? tools : persona.instructions() + "\n\n" + tools;
    }
}
