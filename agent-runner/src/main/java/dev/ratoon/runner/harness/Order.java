package dev.ratoon.runner.harness;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a harness is started with.
 *
 * @param modes its own words for each of our modes, beside those that are usual
 * @param model the model in its own words, if it is to be told
 * @param mode one of ours
 * @param session its session of an earlier start, to go on with
 */
public record Order(
        String name,
        List<String> command,
        Map<String, String> environment,
        Map<String, List<String>> modes,
        @Nullable String model,
        String mode,
        @Nullable String session) {
    public Order {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        modes = Map.copyOf(modes);
    }
}
