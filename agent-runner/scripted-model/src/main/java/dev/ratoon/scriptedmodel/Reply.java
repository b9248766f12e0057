package dev.ratoon.scriptedmodel;

import java.util.List;

/**
 * What goes back to the harness.
 *
 * @param parts in their order; silences and cuts stand between what is said
 */
record Reply(String model, List<Part> parts, Usage usage) {
    Reply {
        parts = List.copyOf(parts);
    }

    sealed interface Part {
        record Text(String text) implements Part {}

        record Thought(String text) implements Part {}

        record Tool(Call call) implements Part {}

        record Silence(java.time.Duration time) implements Part {}

        record Cut() implements Part {}
    }

    record Usage(long input, long cached, long output) {}

    boolean callsTools() {
        return parts.stream().anyMatch(Part.Tool.class::isInstance);
    }
}
