package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import dev.ratoon.k8s.PodPlace;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Sandboxes as pods of a cluster. Of the cluster's client nothing is loaded before it is opened.
 */
@Singleton
class PodHosting {
    private final SandboxPlace place;
    private final PodsConfig config;
    private @Nullable PodPlace open;

    PodHosting(SandboxPlace place, PodsConfig config) {
        this.place = place;
        this.config = config;
    }

    /** Reaches the cluster, and adopts what runs there. */
    synchronized Sandboxes open(Clock clock) {
        try {
            PodPlace reached = PodPlace.open(config.kubeconfig(), place.pods(), clock);
            open = reached;
            return reached.sandboxes();
        } catch (SandboxTrouble trouble) {
            throw new StartFailure(trouble.what() + ".", trouble.nextStep(), trouble);
        }
    }

    /** What runs goes on running. */
    synchronized void close() {
        PodPlace reached = open;
        if (reached != null) {
            reached.close();
        }
    }
}
