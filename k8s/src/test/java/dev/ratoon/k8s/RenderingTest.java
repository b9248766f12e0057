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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is asked of the cluster, to the letter: each change of it is to be read in a golden file.
 */
class RenderingTest {
    @ParameterizedTest
    @ValueSource(strings = {"pod", "pod-isolated", "claim", "claim-isolated", "secret"})
    void itIsAsItsGoldenFile(String golden) throws Exception {
        assertEquals(text(golden + ".yaml"), Serialization.asYaml(rendered(golden)));
    }

    static HasMetadata rendered(String golden) {
        return switch (golden) {
            case "pod" -> SandboxPod.of(Given.order(), Given.settings());
            case "pod-isolated" -> SandboxPod.of(Given.order(), Given.isolated());
            case "claim" -> WorkspaceClaim.of(Given.NAME.workspace(), Given.settings());
            case "claim-isolated" -> WorkspaceClaim.of(Given.NAME.workspace(), Given.isolated());
            case "secret" -> FirstKeySecret.of(Given.order(), "uid-1", Given.settings());
            default -> throw new IllegalArgumentException(golden);
        };
    }

    @Test
    void theSameOrderIsTheSamePod() {
        assertEquals(
                SandboxPod.of(Given.order(), Given.settings()),
                SandboxPod.of(Given.order(), Given.settings()));
    }

    @Test
    void theHandsSeeNeitherTheKeyNorTheOutbox() {
        Pod pod = SandboxPod.of(Given.order(), Given.settings());

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
        Pod pod = SandboxPod.of(Given.order(), Given.settings());

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
