package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the chart outlives it. */
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
                Chart.objects(Chart.rendered(values)).stream()
                        .filter(each -> WORK_AND_WALLS.contains(each.getKind()))
                        .toList();

        assertFalse(kept.isEmpty());
        for (HasMetadata each : kept) {
            Map<String, String> annotations = each.getMetadata().getAnnotations();
            assertTrue(
                    annotations != null
                            && "keep".equals(annotations.get("helm.sh/resource-policy")),
                    each.getKind() + " " + each.getMetadata().getName());
        }
    }

    @ParameterizedTest
    @CsvSource({"least,ratoon-sandboxes", "whole,agents"})
    void anotherNamespaceHasAnotherBindingSoThatTheFormerOneKeepsItsOwn(
            String values, String namespace) throws IOException {
        List<String> bindings =
                Chart.of(Chart.rendered(values), "ValidatingAdmissionPolicyBinding").stream()
                        .map(each -> each.getMetadata().getName())
                        .toList();

        assertEquals(List.of("ratoon-ratoon-sandboxes." + namespace), bindings);
    }
}
