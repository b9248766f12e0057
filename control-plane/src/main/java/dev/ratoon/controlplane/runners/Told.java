package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Assignment;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session is told before its first prompt. Pure. */
final class Told {
    /** They have a file of their own instead, and read no AGENTS.md. */
    private static final Set<String> WITHOUT_AGENTS_FILE = Set.of("claude", "gemini", "qwen");

    private Told() {}

    /** Null when there is nothing to tell. */
    static Assignment.@Nullable Instructions of(
            Facts facts, ObservedEvent.@Nullable PersonaTaken persona) {
        boolean reads = WITHOUT_AGENTS_FILE.contains(facts.origin().harness());
        String text = persona == null ? "" : text(persona);
        return text.isEmpty() && !reads
                ? null
                : new Assignment.Instructions(
                        persona == null ? null : persona.name(), text, reads);
    }

    /** No harness is known to be bound by such a list, so that all are asked to keep to it. */
    private static String text(ObservedEvent.PersonaTaken persona) {
        if (persona.tools().isEmpty()) {
            return persona.instructions();
        }
        String tools =
                "Use no other tools than these: %s. If the task needs another one, say so and stop."
                        .formatted(String.join(", ", persona.tools()));
        return persona.instructions().isEmpty()
                ? tools
                : persona.instructions() + "\n\n" + tools;
    }
}
