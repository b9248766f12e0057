package dev.ratoon.k8s.cluster;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * One container of this machine's engine, which ends with this process. Its kubelet sees the
 * machine's control groups, where two would sweep each other's pods away: so one at a time.
 */
record K3s(Turn turn, K3sContainer container, Path kubeconfig) implements TestCluster {
    static final String IMAGE =
            System.getenv().getOrDefault("RATOON_TEST_K3S_IMAGE", "rancher/k3s:v1.36.3-k3s1");

    /** Whether the image is there already: nothing is asked of a registry. */
    static boolean isThere() {
        DockerClientFactory engine = DockerClientFactory.instance();
        if (!engine.isDockerAvailable()) {
            return false;
        }
        try {
            var _ = engine.client().inspectImageCmd(IMAGE).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    static K3s start() {
        Turn untilThisProcessEnds = Turn.take("k3s");
        var container =
                new K3sContainer(
                        DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("rancher/k3s"));
        // Where a container has binds, Testcontainers pulls an image by which it sees whether the
        // engine can mount files.
        List<Bind> binds = container.getBinds();
        container.setBinds(List.of());
        container.withCreateContainerCmdModifier(
                command -> {
                    HostConfig host = Objects.requireNonNull(command.getHostConfig());
                    var _ = host.withBinds(binds);
                });
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "end of K3s"));
        container.setCommand(
                "server", "--disable=traefik,metrics-server", "--tls-san=" + container.getHost());
        container.start();
        var started = new K3s(untilThisProcessEnds, container, kubeconfig(container));
        started.awaitVolumes();
        return started;
    }

    /** Without who gives them no pod begins, and his own image may have to be brought first. */
    private void awaitVolumes() {
        try (KubernetesClient client =
                new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                        .build()) {
            var _ =
                    client.apps()
                            .deployments()
                            .inNamespace("kube-system")
                            .withName("local-path-provisioner")
                            .waitUntilCondition(
                                    there -> there != null && Readiness.isDeploymentReady(there),
                                    3,
                                    TimeUnit.MINUTES);
        }
    }

    /** By its own address, as pods must reach this machine at the one that lies before it. */
    private static Path kubeconfig(K3sContainer container) {
        String address =
                container
                        .getContainerInfo()
                        .getNetworkSettings()
                        .getNetworks()
                        .values()
                        .iterator()
                        .next()
                        .getIpAddress();
        try {
            Path file = Files.createTempFile("ratoon-test-k3s", ".yaml");
            file.toFile().deleteOnExit();
            Files.writeString(
                    file,
                    container
                            .getKubeConfigYaml()
                            .replaceFirst(
                                    "https://[^\"\\s]+",
                                    "https://" + address + ":" + K3sContainer.KUBE_SECURE_PORT));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void load(Path archive) {
        String file = "/tmp/" + archive.getFileName();
        container.copyFileToContainer(MountableFile.forHostPath(archive), file);
        inside("ctr", "-n", "k8s.io", "images", "import", file);
    }

    private void inside(String... command) {
        try {
            ExecResult result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException(
                        "In K3s, "
                                + String.join(" ", command)
                                + " ended with exit code "
                                + result.getExitCode()
                                + ": "
                                + result.getStdout()
                                + result.getStderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
