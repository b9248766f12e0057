package dev.ratoon.k8s.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
record K3s(K3sContainer container, Path kubeconfig) implements TestCluster {
    static final String IMAGE =
            Variable.of("RATOON_TEST_K3S_IMAGE").orElse("rancher/k3s:v1.36.3-k3s1");
    private static final Map<String, String> LABEL = Map.of("dev.ratoon.test", "k3s");

    /** Whether the image is there: it is not looked for in a registry. */
    static boolean isThere() {
        try {
            Process asked =
                    new ProcessBuilder("docker", "image", "inspect", IMAGE)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start();
            return asked.waitFor(20, TimeUnit.SECONDS) && asked.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static K3s start() {
        OneAtATime.take("K3s");
        removeWhatWasLeft();
        var container =
                new K3sContainer(
                        DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("rancher/k3s"));
        container.withLabels(LABEL);
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
        var started = new K3s(container, kubeconfig(container));
        started.awaitVolumes();
        return started;
    }

    /** By a process that was killed. */
    private static void removeWhatWasLeft() {
        DockerClient engine = DockerClientFactory.instance().client();
        for (var left :
                engine.listContainersCmd().withShowAll(true).withLabelFilter(LABEL).exec()) {
            var _ =
                    engine.removeContainerCmd(left.getId())
                            .withForce(true)
                            .withRemoveVolumes(true)
                            .exec();
        }
    }

    /**
     * Until the one that gives volumes is ready no sandbox begins; its image may have to be pulled.
     */
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
    public boolean leadsToPods() {
        return false;
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
