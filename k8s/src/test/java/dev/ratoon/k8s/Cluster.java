package dev.ratoon.k8s;

import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxOrder.Size;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import dev.ratoon.environments.SandboxesContract;
import dev.ratoon.k8s.cluster.TestCluster;
import dev.ratoon.k8s.cluster.TestImages;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A namespace of its own on a real cluster, under the "restricted" policy and, if so wanted, a
 * network policy as the chart's, with the provider's own client counted. This process is the
 * control plane: two ports of it are allowed. The image is that of {@code src/test/test-image}.
 */
final class Cluster implements SandboxesContract.Place {
    static final String IMAGE = TestImages.sandbox();
    static final PodSettings.Isolation PLAIN = new PodSettings.Isolation(false, Optional.empty());
    private static final PodSettings.Volume VOLUME =
            new PodSettings.Volume(Optional.empty(), PodSettings.Volume.ONE_POD, 64);

    final String namespace = "ratoon-test-" + Long.toString(System.nanoTime(), 36);

    /** Of the tests themselves, with all rights. */
    final KubernetesClient admin = client(new CopyOnWriteArrayList<>());

    /** What the provider has asked of the API server: method and path. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final PodSettings settings;
    final Network network;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Sandboxes sandboxes;

    Cluster() throws Exception {
        this(IMAGE, IMAGE, Duration.ofMinutes(1));
    }

    Cluster(String runnerImage, String workspaceImage, Duration patience) throws Exception {
        this(runnerImage, workspaceImage, patience, PLAIN, VOLUME);
        network.allowGatewaysAlone();
    }

    /** Without a network policy. */
    static Cluster unwalled() throws Exception {
        return new Cluster(IMAGE, IMAGE, Duration.ofMinutes(1), PLAIN, VOLUME);
    }

    static Cluster isolated(PodSettings.Isolation isolation) throws Exception {
        var cluster = new Cluster(IMAGE, IMAGE, Duration.ofMinutes(1), isolation, VOLUME);
        cluster.network.allowGatewaysAlone();
        return cluster;
    }

    Cluster(
            String runnerImage,
            String workspaceImage,
            Duration patience,
            PodSettings.Isolation isolation,
            PodSettings.Volume volume)
            throws Exception {
        settings =
                new PodSettings(
                        namespace,
                        "test",
                        new PodSettings.Images(runnerImage, workspaceImage, List.of()),
                        Optional.empty(),
                        volume,
                        new PodSettings.Room(512, 10),
                        isolation,
                        patience);
        network = new Network(admin, settings);
        opened.add(network);
        admin.namespaces()
                .resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(namespace)
                                .withLabels(
                                        Map.of("pod-security.kubernetes.io/enforce", "restricted"))
                                .endMetadata()
                                .build())
                .create();
        sandboxes = open();
    }

    private static KubernetesClient client(List<String> asked) {
        return client(asked, config());
    }

    private static Config config() {
        return Config.fromKubeconfig(TestCluster.get().kubeconfig().toFile());
    }

    private static KubernetesClient client(List<String> asked, Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(
                        builder -> builder.addOrReplaceInterceptor("count", new Counting(asked)))
                .build();
    }

    /** Its requests are counted too. */
    KubernetesClient client() {
        KubernetesClient client = client(asked);
        opened.add(client);
        return client;
    }

    /** With the rights of somebody else. */
    KubernetesClient as(String user) {
        Config config = config();
        config.setImpersonateUsername(user);
        KubernetesClient client = client(new CopyOnWriteArrayList<>(), config);
        opened.add(client);
        return client;
    }

    private Sandboxes open() throws SandboxTrouble {
        KubernetesClient client = client();
        var made = new PodSandboxes(client, settings, Clock.systemUTC());
        opened.add(made);
        return made;
    }

    @Override
    public Sandboxes sandboxes() {
        return sandboxes;
    }

    @Override
    public Sandboxes another() throws SandboxTrouble {
        sandboxes = open();
        return sandboxes;
    }

    @Override
    public SandboxOrder order(String workspace, int incarnation) {
        return order(workspace, incarnation, new Size(512, 100, 400));
    }

    SandboxOrder order(String workspace, int incarnation, Size size) {
        return new SandboxOrder(
                new SandboxName(workspace, incarnation),
                "first-key-of-this-test",
                network.control(),
                Map.of("git", network.git()),
                size,
                List.of(),
                false);
    }

    Pod pod(SandboxName name) {
        return admin.pods().inNamespace(namespace).withName(PodNames.pod(name)).get();
    }

    @Override
    public String inHands(SandboxName name, String script) throws Exception {
        return in(name, SandboxContainers.HANDS, script);
    }

    String in(SandboxName name, String container, String script) throws Exception {
        var out = new ByteArrayOutputStream();
        try (ExecWatch exec =
                admin.pods()
                        .inNamespace(namespace)
                        .withName(PodNames.pod(name))
                        .inContainer(container)
                        .writingOutput(out)
                        .exec("sh", "-c", script)) {
            var _ = exec.exitCode().get(20, TimeUnit.SECONDS);
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    /** By the first process of the hands' side, as a harness could. */
    @Override
    public void endByItself(SandboxName name) throws Exception {
        var _ = inHands(name, "kill -TERM 1");
    }

    @Override
    public void close() throws IOException, SandboxTrouble {
        for (Observed each : sandboxes.all()) {
            sandboxes.deleteWorkspace(each.name().workspace());
        }
        for (AutoCloseable each : opened.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
        admin.namespaces().withName(namespace).delete();
        admin.close();
    }
}
