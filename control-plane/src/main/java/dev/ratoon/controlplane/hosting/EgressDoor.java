package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.egress.Egress;
import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.proxy.EgressGateway;
import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import dev.ratoon.environments.SandboxOrder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The egress gateway of this process. */
@Singleton
class EgressDoor {
    private final Roles roles;
    private final HostingConfig config;
    private final SandboxPlace place;
    private final Egress egress;
    private @Nullable EgressGateway gateway;

    EgressDoor(Roles roles, HostingConfig config, SandboxPlace place, Egress egress) {
        this.roles = roles;
        this.config = config;
        this.place = place;
        this.egress = egress;
    }

    /** At once: what is wrong in its configuration stops the start. */
    void start(@Observes StartupEvent started) {
        address();
    }

    /** Where it answers; empty where egress is no role of this process. */
    synchronized Optional<SandboxOrder.Address> address() {
        if (!roles.has(ControlPlaneRole.EGRESS)) {
            return Optional.empty();
        }
        EgressGateway open = gateway;
        if (open == null) {
            try {
                open = egress.open(place.listening(config.egressPort()));
            } catch (IOException e) {
                throw new StartFailure(
                        "The egress gateway cannot listen (" + e.getMessage() + ").",
                        "Name another port: ratoon.hosting.egress-port",
                        e);
            }
            gateway = open;
        }
        return Optional.of(place.address(open.port()));
    }

    synchronized void end(@Observes @Priority(300) ShutdownEvent ended)
            throws InterruptedException {
        EgressGateway open = gateway;
        if (open != null) {
            open.close();
            egress.end();
        }
    }
}
