package dev.ratoon.k8s;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.util.Map;

/** The volume of a workspace: what outlives its pods. Pure. */
final class WorkspaceClaim {
    private WorkspaceClaim() {}

    static PersistentVolumeClaim of(String workspace, PodSettings settings) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(PodNames.claim(workspace))
                .withNamespace(settings.namespace())
                .withLabels(PodNames.ofWorkspace(workspace, settings))
                .endMetadata()
                .withNewSpec()
                .withAccessModes(settings.volume().accessMode())
                .withStorageClassName(settings.volume().storageClass().orElse(null))
                .withNewResources()
                .withRequests(Map.of("storage", Share.mebibytes(settings.volume().mebibytes())))
                .endResources()
                .endSpec()
                .build();
    }
}
