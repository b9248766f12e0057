package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is asked of the cluster, to the letter: each change of it is to be read in a golden file.
 */
class RenderingTest {
    private static final String IMAGE = "example.org/tools/java:21";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pod",
                "pod-isolated",
                "pod-of-an-image",
                "claim",
                "claim-isolated",
                "secret",
                "canary-neighbour",
                "canary-prober",
                "canary-isolated"
            })
    void itIsAsItsGoldenFile(String golden) throws Exception {
        assertEquals(text(golden + ".yaml"), Serialization.asYaml(rendered(golden)));
    }

    static HasMetadata rendered(String golden) {
        return switch (golden) {
            case "pod" -> Given.sandbox(Given.order(), Given.settings());
            case "pod-isolated" -> Given.sandbox(Given.order(), Given.isolated());
            case "pod-of-an-image" -> Given.sandbox(Given.ofImage(IMAGE), Given.settings());
            case "claim" -> WorkspaceClaim.of(Given.NAME.workspace(), Given.settings());
            case "claim-isolated" -> WorkspaceClaim.of(Given.NAME.workspace(), Given.isolated());
            case "secret" -> FirstKeySecret.of(Given.order(), "uid-1", Given.settings());
            case "canary-neighbour" -> CanaryPod.neighbour("run1", Given.settings());
            case "canary-prober" ->
                    CanaryPod.prober("run1", Given.tried(Given.settings()), Given.settings());
            case "canary-isolated" ->
                    CanaryPod.prober("run1", Given.tried(Given.isolated()), Given.isolated());
            default -> throw new IllegalArgumentException(golden);
        };
    }

    @Test
    void theSameOrderIsTheSamePod() {
        assertEquals(
                Given.sandbox(Given.order(), Given.settings()),
                Given.sandbox(Given.order(), Given.settings()));
    }

    /** It brings no program to where the runner's key is. */
    @Test
    void anImageThatIsChosenIsThatOfTheHandsAndChangesNothingElse() {
        Pod usual = Given.sandbox(Given.order(), Given.settings());
        Pod chosen = Given.sandbox(Given.ofImage(IMAGE), Given.settings());

        assertEquals(IMAGE, container(chosen, SandboxContainers.HANDS).getImage());
        container(chosen, SandboxContainers.HANDS).setImage(Given.settings().images().workspace());
        assertEquals(usual, chosen);
    }

    @Test
    void theHandsSeeNeitherTheKeyNorTheOutbox() {
        Pod pod = Given.sandbox(Given.order(), Given.settings());

        for (String other : List.of(SandboxContainers.HANDS, SandboxContainers.BRING)) {
            Container container = container(pod, other);
            assertFalse(
                    container.getVolumeMounts().stream()
                            .anyMatch(
                                    mount ->
                                            mount.getName().equals(SandboxPod.KEY)
                                                    || mount.getName()
                                                            .equals(SandboxPod.RUNNER_TEMPORARY)
                                                    || "state".equals(mount.getSubPath())),
                    other);
            // A mount of the whole volume would have the outbox in it.
            assertFalse(
                    container.getVolumeMounts().stream()
                            .anyMatch(
                                    mount ->
                                            mount.getName().equals(SandboxPod.WORKSPACE)
                                                    && mount.getSubPath() == null),
                    other);
            assertFalse(container.getEnv().toString().contains("RATOON_CONTROL"), other);
        }
        assertFalse(
                container(pod, SandboxContainers.RUNNER).getVolumeMounts().stream()
                        .anyMatch(mount -> "workspace".equals(mount.getSubPath())));
        assertFalse(Serialization.asYaml(pod).contains("the first key"));
    }

    @Test
    void theTwoSidesAreTwoUsersWithoutPrivileges() {
        Pod pod = Given.sandbox(Given.order(), Given.settings());

        assertFalse(
                container(pod, SandboxContainers.HANDS)
                        .getSecurityContext()
                        .getRunAsUser()
                        .equals(
                                container(pod, SandboxContainers.RUNNER)
                                        .getSecurityContext()
                                        .getRunAsUser()));
        assertFalse(pod.getSpec().getShareProcessNamespace());
        assertFalse(pod.getSpec().getAutomountServiceAccountToken());
        assertNull(pod.getSpec().getHostNetwork());
        for (Container each :
                Stream.concat(
                                pod.getSpec().getContainers().stream(),
                                pod.getSpec().getInitContainers().stream())
                        .toList()) {
            assertEquals(List.of("ALL"), each.getSecurityContext().getCapabilities().getDrop());
            assertFalse(each.getSecurityContext().getAllowPrivilegeEscalation());
            assertEquals(
                    List.of("cpu", "ephemeral-storage", "memory"),
                    each.getResources().getLimits().keySet().stream().sorted().toList());
        }
    }

    /** What is proven for the one must hold for the other. */
    @Test
    void aCanaryDiffersFromASandboxInItsProgramsAndWhatBelongsToAnAgentAlone() {
        Pod sandbox = Given.sandbox(Given.order(), Given.isolated());
        Pod canary = CanaryPod.neighbour("run1", Given.isolated());

        assertEquals(
                Map.of(
                        "app.kubernetes.io/component", "sandbox",
                        "app.kubernetes.io/managed-by", "ratoon",
                        "ratoon.dev/place", "here",
                        "ratoon.dev/canary", "run1"),
                canary.getMetadata().getLabels());
        assertEquals(sandbox.getMetadata().getNamespace(), canary.getMetadata().getNamespace());
        assertEquals(sandbox.getSpec().getSecurityContext(), canary.getSpec().getSecurityContext());
        assertEquals(sandbox.getSpec().getHostUsers(), canary.getSpec().getHostUsers());
        assertEquals(
                sandbox.getSpec().getRuntimeClassName(), canary.getSpec().getRuntimeClassName());
        assertEquals(sandbox.getSpec().getDnsConfig(), canary.getSpec().getDnsConfig());
        for (String side : List.of(SandboxContainers.RUNNER, SandboxContainers.HANDS)) {
            assertEquals(container(sandbox, side).getImage(), container(canary, side).getImage());
            assertEquals(
                    container(sandbox, side).getSecurityContext(),
                    container(canary, side).getSecurityContext());
        }
        assertFalse(PodNames.of(canary).isPresent());
        assertFalse(
                canary.getSpec().getVolumes().stream()
                        .anyMatch(each -> each.getEmptyDir() == null));
    }

    private static Container container(Pod pod, String name) {
        return Stream.concat(
                        pod.getSpec().getContainers().stream(),
                        pod.getSpec().getInitContainers().stream())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String name) throws Exception {
        try (InputStream in = RenderingTest.class.getResourceAsStream(name)) {
            return in == null
                    ? "no file " + name
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
