package dev.ratoon.controlplane.survival;

import dev.ratoon.k8s.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A namespace for the sandboxes of one test, as its cluster's operator sees it. */
final class SandboxNamespace implements AutoCloseable {
    private static final String KUBECONFIG = TestCluster.get().kubeconfig().toString();

    static final List<String> PORTS =
            List.of(
                    "RATOON_RUNNERS_PORT",
                    "RATOON_HOSTING_GIT_PORT",
                    "RATOON_HOSTING_MODEL_PORT",
                    "RATOON_HOSTING_EGRESS_PORT");

    final String name = "ratoon-agents-" + Long.toString(System.nanoTime(), 36);

    private final KubernetesClient operator =
            new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(Path.of(KUBECONFIG).toFile()))
                    .build();

    SandboxNamespace() {
        operator.namespaces()
                .resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withLabels(
                                        Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                                .endMetadata()
                                .build())
                .create();
    }

    /** A pod that looks like one of this place's sandboxes, under a name that no agent has. */
    void somebodysPod(String pod, String place, String image) {
        var closed =
                new SecurityContextBuilder()
                        .withAllowPrivilegeEscalation(false)
                        .withRunAsNonRoot(true)
                        .withRunAsUser(1000L)
                        .withNewCapabilities()
                        .withDrop("ALL")
                        .endCapabilities()
                        .withNewSeccompProfile()
                        .withType("RuntimeDefault")
                        .endSeccompProfile()
                        .build();
        operator.pods()
                .inNamespace(name)
                .resource(
                        new PodBuilder()
                                .withNewMetadata()
                                .withName(pod)
                                .withLabels(
                                        Map.of(
                                                "app.kubernetes.io/managed-by",
                                                "ratoon",
                                                "ratoon.dev/place",
                                                place,
                                                "ratoon.dev/workspace",
                                                pod,
                                                "ratoon.dev/incarnation",
                                                "1"))
                                .endMetadata()
                                .withNewSpec()
                                .withAutomountServiceAccountToken(false)
                                .withTerminationGracePeriodSeconds(1L)
                                .addNewContainer()
                                .withName("waits")
                                .withImage(image)
                                .withImagePullPolicy("IfNotPresent")
                                .withCommand("sleep", "600")
                                .withSecurityContext(closed)
                                .endContainer()
                                .endSpec()
                                .build())
                .create();
    }

    /** Nothing comes in, and out only to those ports of this machine: as the chart's. */
    void allow(Collection<Integer> ports) throws IOException {
        operator.network()
                .v1()
                .networkPolicies()
                .inNamespace(name)
                .resource(
                        new NetworkPolicyBuilder()
                                .withNewMetadata()
                                .withName("sandboxes")
                                .endMetadata()
                                .withNewSpec()
                                .withNewPodSelector()
                                .endPodSelector()
                                .withPolicyTypes("Ingress", "Egress")
                                .addNewEgress()
                                .addNewTo()
                                .withNewIpBlock()
                                .withCidr(machine() + "/32")
                                .endIpBlock()
                                .endTo()
                                .withPorts(ports.stream().map(SandboxNamespace::port).toList())
                                .endEgress()
                                .endSpec()
                                .build())
                .create();
    }

    private static NetworkPolicyPort port(int number) {
        return new NetworkPolicyPortBuilder()
                .withProtocol("TCP")
                .withPort(new IntOrString(number))
                .build();
    }

    /**
     * Of a control plane of this machine that makes its pods here.
     *
     * @param ports as many as {@link #PORTS}
     */
    Map<String, String> configuration(String image, List<Integer> ports) throws IOException {
        Map<String, String> all = new HashMap<>();
        all.put("RATOON_SANDBOXES_WHERE", "pods");
        all.put("RATOON_PODS_KUBECONFIG", KUBECONFIG);
        all.put("RATOON_PODS_NAMESPACE", name);
        all.put("RATOON_PODS_PLACE", "test");
        all.put("RATOON_PODS_REACHED", machine());
        all.put("RATOON_PODS_RUNNER_IMAGE", image);
        all.put("RATOON_PODS_WORKSPACE_IMAGE", image);
        all.put("RATOON_PODS_VOLUME", "64M");
        all.put("RATOON_PODS_DISK", "512M");
        all.put("RATOON_PODS_RESERVE", "10");
        all.put("RATOON_PODS_PATIENCE", "PT1M");
        all.put("RATOON_AGENTS_MEMORY", "1024");
        all.put("RATOON_AGENTS_UNDO", "1s");
        all.put("RATOON_RUNNERS_HOST", "0.0.0.0");
        for (int i = 0; i < PORTS.size(); i++) {
            all.put(PORTS.get(i), ports.get(i).toString());
        }
        return all;
    }

    /** The address of this machine that the cluster sees. */
    String machine() throws IOException {
        URL server = operator.getMasterUrl();
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
            return socket.getLocalAddress().getHostAddress();
        }
    }

    List<Pod> pods() {
        return operator.pods().inNamespace(name).list().getItems();
    }

    /** Whoever does that is not Ratoon. */
    void deletePod(String pod) {
        var _ = operator.pods().inNamespace(name).withName(pod).delete();
    }

    List<String> claims() {
        return operator.persistentVolumeClaims().inNamespace(name).list().getItems().stream()
                .map(claim -> claim.getMetadata().getName())
                .toList();
    }

    List<String> firstKeys() {
        return operator.secrets().inNamespace(name).list().getItems().stream()
                .map(secret -> secret.getMetadata().getName())
                .toList();
    }

    @Override
    public void close() {
        operator.namespaces().withName(name).delete();
        operator.close();
    }
}
