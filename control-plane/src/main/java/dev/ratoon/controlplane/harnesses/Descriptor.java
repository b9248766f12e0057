package dev.ratoon.controlplane.harnesses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.providers.ModelApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A harness as its file says it. What is missing in the file is a fault of ours. */
record Descriptor(
        String title,
        String version,
        List<String> command,
        @Nullable String provider,
        SequencedMap<String, Map<String, String>> apis,
        @Nullable String model,
        Map<String, JsonNode> environment,
        Map<String, List<String>> modes,
        List<String> sessionFiles,
        Harness.Capabilities capabilities,
        Harness.Licence licence,
        boolean tested,
        String asks) {
    Harness named(String name, String digest) {
        SequencedMap<ModelApi, Map<String, String>> spoken = new LinkedHashMap<>();
        apis.forEach((word, words) -> spoken.put(Words.api(word), words));
        return new Harness(
                name,
                title,
                version,
                command,
                provider,
                spoken,
                model,
                environment,
                modes,
                sessionFiles,
                capabilities,
                licence,
                tested,
                asks.equals("supervised") ? Harness.Asks.SUPERVISED : Harness.Asks.ON_TRUST,
                command.isEmpty() ? Harness.Origin.BUILT_IN : Harness.Origin.INSTALLED,
                digest);
    }
}
