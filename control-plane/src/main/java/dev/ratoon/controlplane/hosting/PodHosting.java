package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.reconcile.Orders;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import dev.ratoon.k8s.Addresses;
import dev.ratoon.k8s.PodPlace;
import dev.ratoon.k8s.PodSettings;
import dev.ratoon.k8s.Proof;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sandboxes as pods of a cluster. Of the cluster's client nothing is loaded before it is opened.
 */
@Singleton
class PodHosting {
    private static final Logger LOG = Logger.getLogger(PodHosting.class);

    private final SandboxPlace place;
    private final PodsConfig config;
    private final Orders.Doors doors;
    private final Ids ids;
    private final String database;
    private @Nullable PodPlace open;

    PodHosting(
            SandboxPlace place,
            PodsConfig config,
            Orders.Doors doors,
            Ids ids,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> database) {
        this.place = place;
        this.config = config;
        this.doors = doors;
        this.ids = ids;
        this.database = database.orElse("");
    }

    /**
     * Reaches the cluster, and adopts what runs there. None starts before the canary has proven the
     * network policy.
     */
    synchronized Sandboxes open(Clock clock) {
        PodSettings settings = place.pods();
        Addresses reach =
                PodsReach.of(
                        PodsReach.doors(doors),
                        settings.reached().orElseThrow(),
                        database,
                        config.outside(),
                        InetAddress::getByName);
        try {
            PodPlace reached =
                    PodPlace.open(
                            config.kubeconfig(),
                            settings,
                            new PodPlace.Proving(
                                    reach,
                                    config.proof(),
                                    () -> ids.next().toString().replace("-", "")),
                            clock);
            open = reached;
            return reached.sandboxes();
        } catch (SandboxTrouble trouble) {
            throw new StartFailure(trouble.what() + ".", trouble.nextStep(), trouble);
        }
    }

    /** Proves the network policy beside the start, so that the first agent need not wait. */
    synchronized void prove() {
        PodPlace reached = open;
        if (reached != null) {
            Thread.ofVirtual().name("canary").start(() -> tell(reached));
        }
    }

    private void tell(PodPlace reached) {
        try {
            Proof proof = reached.proof();
            if (proof instanceof Proof.Holds) {
                LOG.info(proof.what());
            } else {
                LOG.warnf("No agent starts. %s. Next: %s", proof.what(), proof.nextStep());
            }
        } catch (RuntimeException e) {
            LOG.debugf(e, "The canary was broken off");
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
