package dev.ratoon.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much may be used on models, as it is typed. */
final class CapOptions {
    @Option(
            names = "--money",
            paramLabel = "USD",
            description = "Spend no more US dollars on models than that: 5, or 0.50.")
    @Nullable String money;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Use no more tokens than that, both ways.")
    @Nullable Long tokens;

    boolean isGiven() {
        return money != null || tokens != null;
    }

    void into(ObjectNode limits) {
        if (money != null) {
            limits.put("money", money);
        }
        if (tokens != null) {
            limits.put("tokens", tokens);
        }
    }
}
