package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxOrder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.List;

/** From an order to the pod that it is. Pure. */
final class SandboxPod {
    static final String WORKSPACE = "workspace";
    static final String KEY = "key";
    static final String LINK = "link";
    static final String BROUGHT = "brought";
    static final String RUNNER_TEMPORARY = "runner-temporary";
    static final String HANDS_TEMPORARY = "hands-temporary";

    /** What a harness and a last checkpoint have to come to an end. */
    private static final long GRACE_SECONDS = 10;

    private SandboxPod() {}

    /**
     * The pod of an order.
     *
     * @param gate what must hold before either side begins, as {@link SandboxContainers#gate} says
     */
    static Pod of(SandboxOrder order, PodSettings settings, List<String> gate) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(PodNames.pod(order.name()))
                .withNamespace(settings.namespace())
                .withLabels(PodNames.of(order.name(), settings))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withShareProcessNamespace(false)
                .withHostUsers(settings.isolation().userNamespace() ? Boolean.FALSE : null)
                .withRuntimeClassName(settings.isolation().runtimeClass().orElse(null))
                .withHostname("sandbox")
                .withDnsPolicy("None")
                .withDnsConfig(Walls.noNames())
                .withSecurityContext(Walls.ofPod())
                .withImagePullSecrets(
                        settings.images().pullSecrets().stream()
                                .map(LocalObjectReference::new)
                                .toList())
                .withInitContainers(SandboxContainers.bring(settings, gate))
                .withContainers(
                        SandboxContainers.runner(order, settings),
                        SandboxContainers.hands(order, settings))
                .withVolumes(volumes(order, settings))
                .endSpec()
                .build();
    }

    private static List<Volume> volumes(SandboxOrder order, PodSettings settings) {
        return List.of(
                new VolumeBuilder()
                        .withName(WORKSPACE)
                        .withNewPersistentVolumeClaim()
                        .withClaimName(PodNames.claim(order.name().workspace()))
                        .endPersistentVolumeClaim()
                        .build(),
                new VolumeBuilder()
                        .withName(KEY)
                        .withNewSecret()
                        .withSecretName(PodNames.secret(order.name()))
                        .withDefaultMode(0440)
                        .endSecret()
                        .build(),
                empty(LINK, 1),
                empty(BROUGHT, 256),
                empty(RUNNER_TEMPORARY, 32),
                empty(HANDS_TEMPORARY, settings.room().diskMebibytes()));
    }

    private static Volume empty(String name, int mebibytes) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .withSizeLimit(Share.mebibytes(mebibytes))
                .endEmptyDir()
                .build();
    }
}
