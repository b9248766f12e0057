package dev.ratoon.k8s.cluster;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        // Held until this process ends.
        var _ = Turn.take("k3s");
        var container =
                new K3sContainer(
                        DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("rancher/k3s"));
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop, "end of K3s"));
        container.start();
        return new K3s(container, kubeconfig(container));
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
        String inside = "/tmp/" + archive.getFileName();
        container.copyFileToContainer(MountableFile.forHostPath(archive), inside);
        try {
            ExecResult imported =
                    container.execInContainer("ctr", "-n", "k8s.io", "images", "import", inside);
            if (imported.getExitCode() != 0) {
                throw new IllegalStateException("K3s takes no image: " + imported.getStderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
