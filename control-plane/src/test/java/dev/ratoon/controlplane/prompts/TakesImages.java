package dev.ratoon.controlplane.prompts;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Harnesses of which it is said that they take images: one that never comes to run, and one whose
 * script is in the repository.
 */
public final class TakesImages implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "ratoon.harnesses.seeing.command", "/bin/false",
                "ratoon.harnesses.seeing.images", "true",
                "ratoon.harnesses.looker.command", "sh,looker.sh",
                "ratoon.harnesses.looker.images", "true");
    }

    @Override
    public void stop() {
        // There is nothing to end.
    }
}
