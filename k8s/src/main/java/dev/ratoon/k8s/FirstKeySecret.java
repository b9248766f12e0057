package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxOrder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * What opens the runner's first connection. It belongs to its pod, and the cluster removes it with
 * that one. Pure.
 */
final class FirstKeySecret {
    static final String FILE = "first-key";

    private FirstKeySecret() {}

    static Secret of(SandboxOrder order, String podUid, PodSettings settings) {
        byte[] key = order.firstKey().getBytes(StandardCharsets.UTF_8);
        return new SecretBuilder()
                .withNewMetadata()
                .withName(PodNames.secret(order.name()))
                .withNamespace(settings.namespace())
                .withLabels(PodNames.of(order.name(), settings))
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(PodNames.pod(order.name()))
                .withUid(podUid)
                .endOwnerReference()
                .endMetadata()
                .withType("Opaque")
                .withImmutable(true)
                .withData(Map.of(FILE, Base64.getEncoder().encodeToString(key)))
                .build();
    }
}
