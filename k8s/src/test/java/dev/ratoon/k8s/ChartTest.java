package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart renders, as {@code deploy/check} compares it with helm's own word. */
class ChartTest {
    private static final Set<String> WORK_AND_WALLS =
            Set.of(
                    "Namespace",
                    "PersistentVolumeClaim",
                    "NetworkPolicy",
                    "ValidatingAdmissionPolicy",
                    "ValidatingAdmissionPolicyBinding");

    @ParameterizedTest
    @ValueSource(strings = {"least", "whole", "namespace-of-others"})
    void anUninstallLeavesAgentsTheirWorkAndTheirWalls(String values) throws IOException {
        List<HasMetadata> kept =
                rendered(values).stream()
                        .filter(each -> WORK_AND_WALLS.contains(each.getKind()))
                        .toList();

        assertFalse(kept.isEmpty());
        for (HasMetadata each : kept) {
            Map<String, String> annotations = each.getMetadata().getAnnotations();
            assertTrue(
                    annotations != null && "keep".equals(annotations.get("helm.sh/resource-policy")),
                    each.getKind() + " " + each.getMetadata().getName());
        }
    }

    @ParameterizedTest
    @CsvSource({"least,ratoon-sandboxes", "whole,agents"})
    void anotherNamespaceHasAnotherBindingSoThatTheFormerOneKeepsItsOwn(
            String values, String namespace) throws IOException {
        List<String> bindings =
                rendered(values).stream()
                        .filter(each -> each.getKind().equals("ValidatingAdmissionPolicyBinding"))
                        .map(each -> each.getMetadata().getName())
                        .toList();

        assertEquals(List.of("ratoon-ratoon-sandboxes." + namespace), bindings);
    }

    private static List<HasMetadata> rendered(String values) throws IOException {
        var yaml = new KubernetesSerialization();
        return Arrays.stream(
                        Files.readString(Path.of("deploy", "golden", values + ".yaml"))
                                .split("(?m)^---$"))
                .filter(each -> each.contains("kind:"))
                .<HasMetadata>map(yaml::unmarshal)
                .toList();
    }
}
