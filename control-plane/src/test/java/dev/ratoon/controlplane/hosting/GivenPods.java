package dev.ratoon.controlplane.hosting;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The least that has to be said of pods, and how it is read. */
final class GivenPods {
    static final Map<String, String> CONFIGURATION =
            Map.ofEntries(
                    Map.entry("ratoon.sandboxes.where", "pods"),
                    Map.entry("ratoon.pods.namespace", "ratoon-sandboxes"),
                    Map.entry("ratoon.pods.place", "here"),
                    Map.entry("ratoon.pods.runner-image", "example.org/runner:1"),
                    Map.entry("ratoon.pods.workspace-image", "example.org/work:1"),
                    Map.entry("ratoon.pods.reached", "10.96.0.77"),
                    Map.entry("ratoon.runners.host", "0.0.0.0"),
                    Map.entry("ratoon.runners.port", "7080"),
                    Map.entry("ratoon.hosting.git-port", "7081"),
                    Map.entry("ratoon.hosting.model-port", "7082"),
                    Map.entry("ratoon.hosting.egress-port", "7083"));

    private GivenPods() {}

    static <T> T read(Map<String, String> set, Class<T> mapping) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(set, "the test", 100))
                .build()
                .getConfigMapping(mapping);
    }
}
