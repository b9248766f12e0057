package dev.ratoon.k8s;

import dev.ratoon.environments.Eventually;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Two pods that let in everybody and count: one with the node's own network, so its port is a port
 * of the host, and one of its own. They are in a namespace of which no policy is.
 */
final class OnNode implements AutoCloseable {
    static final int HOST_PORT = 18_081;
    static final int POD_PORT = 9_000;

    private final Cluster cluster;
    private final String namespace;
    final Pod host;
    final Pod pod;

    OnNode(Cluster cluster) throws Exception {
        this.cluster = cluster;
        this.namespace = cluster.namespace + "-others";
        var _ =
                cluster.admin
                        .namespaces()
                        .resource(
                                new NamespaceBuilder()
                                        .withNewMetadata()
                                        .withName(namespace)
                                        .withLabels(
                                                Map.of(
                                                        "pod-security.kubernetes.io/enforce",
                                                        "privileged"))
                                        .endMetadata()
                                        .build())
                        .create();
        Eventually.holds(
                () ->
                        cluster.admin
                                        .serviceAccounts()
                                        .inNamespace(namespace)
                                        .withName("default")
                                        .get()
                                != null);
        host = listening("on-host", HOST_PORT, true);
        pod = listening("on-its-own", POD_PORT, false);
    }

    String address(Pod of) {
        return of.getStatus().getPodIP();
    }

    /** How often somebody came. */
    int hits(Pod of) throws Exception {
        return Integer.parseInt(in(of, "cat /tmp/hits 2>/dev/null | wc -l"));
    }

    /** From the host to the other one. */
    void knock() throws Exception {
        var _ = in(host, "nc -w 2 " + address(pod) + " " + POD_PORT + " </dev/null");
    }

    private String in(Pod which, String script) throws Exception {
        var out = new ByteArrayOutputStream();
        try (ExecWatch exec =
                cluster.admin
                        .pods()
                        .inNamespace(namespace)
                        .withName(which.getMetadata().getName())
                        .writingOutput(out)
                        .exec("sh", "-c", script)) {
            var _ = exec.exitCode().get(20, TimeUnit.SECONDS);
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private Pod listening(String name, int port, boolean onHost) throws Exception {
        var _ =
                cluster.admin
                        .pods()
                        .inNamespace(namespace)
                        .resource(
                                new PodBuilder()
                                        .withNewMetadata()
                                        .withName(name)
                                        .endMetadata()
                                        .withNewSpec()
                                        .withHostNetwork(onHost)
                                        .withTerminationGracePeriodSeconds(0L)
                                        .addNewContainer()
                                        .withName("listener")
                                        .withImage(Cluster.IMAGE)
                                        .withImagePullPolicy("IfNotPresent")
                                        .withCommand(
                                                "nc",
                                                "-ll",
                                                "-p",
                                                Integer.toString(port),
                                                "-e",
                                                "sh",
                                                "-c",
                                                "echo hit >>/tmp/hits")
                                        .endContainer()
                                        .endSpec()
                                        .build())
                        .create();
        var there = cluster.admin.pods().inNamespace(namespace).withName(name);
        Eventually.holds(
                () ->
                        PodReading.phase(there.get()).equals("Running")
                                && there.get().getStatus().getPodIP() != null);
        return there.get();
    }

    @Override
    public void close() {
        var _ = cluster.admin.namespaces().withName(namespace).delete();
    }
}
