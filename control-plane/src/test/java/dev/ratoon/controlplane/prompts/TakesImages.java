package dev.ratoon.controlplane.prompts;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A harness of which it is said that it takes images; it never comes to run. */
public final class TakesImages implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "ratoon.harnesses.seeing.command", "/bin/false",
                "ratoon.harnesses.seeing.images", "true");
    }

    @Override
    public void stop() {
        // There is nothing to end.
    }
}
