package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import dev.ratoon.environments.Sandboxes;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A cluster that is reached, and the sandboxes in it: for whoever knows nothing of Fabric8. */
public final class PodPlace implements AutoCloseable {
    /** About three seconds: who asks is a start, or somebody who asks again by himself. */
    private static final int TRIES = 5;

    private final KubernetesClient client;
    private final Sandboxes sandboxes;
    private final Proven proven;

    private PodPlace(KubernetesClient client, Sandboxes sandboxes, Proven proven) {
        this.client = client;
        this.sandboxes = sandboxes;
        this.proven = proven;
    }

    /**
     * What has to be proven before a sandbox starts.
     *
     * @param reach what sandboxes must reach, and what they must not
     * @param every how old a proof may be
     * @param names gives each proof one that none had before: letters and digits
     */
    public record Proving(Addresses reach, Duration every, Supplier<String> names) {}

    /**
     * Reaches the cluster and adopts what runs there.
     *
     * @param kubeconfig when empty, the cluster is found as kubectl finds it: by KUBECONFIG, by the
     *     file of the user, or in a pod by that one's own account
     */
    public static PodPlace open(
            Optional<Path> kubeconfig, PodSettings settings, Proving proving, Clock clock)
            throws SandboxTrouble {
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config(kubeconfig)).build();
        try {
            var canary = new Canary(client, settings, proving.reach(), clock, proving.names());
            var proven = new Proven(canary::prove, clock, proving.every());
            return new PodPlace(client, new PodSandboxes(client, settings, proven, clock), proven);
        } catch (SandboxTrouble | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static Config config(Optional<Path> kubeconfig) throws SandboxTrouble {
        try {
            Config found =
                    kubeconfig.isPresent()
                            ? Config.fromKubeconfig(kubeconfig.get().toFile())
                            : Config.autoConfigure(null);
            // No copy of it: that one would not read a new token of its account.
            found.setRequestRetryBackoffLimit(TRIES);
            return found;
        } catch (RuntimeException e) {
            throw new SandboxTrouble(
                    Blame.USER,
                    "How the cluster is reached cannot be read"
                            + kubeconfig.map(file -> " in " + file).orElse("")
                            + " ("
                            + e.getMessage()
                            + ")",
                    "See whether kubectl reaches it by the same file",
                    e);
        }
    }

    public Sandboxes sandboxes() {
        return sandboxes;
    }

    /** Of the network policy; made now where there is no fresh one, which takes some seconds. */
    public Proof proof() {
        return proven.proof();
    }

    /** What runs goes on running. */
    @Override
    public void close() {
        sandboxes.close();
        client.close();
    }
}
