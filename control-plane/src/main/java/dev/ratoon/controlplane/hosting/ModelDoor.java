package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.models.ModelGateway;
import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.git.gateway.SlowRequests;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The model gateway of this process. */
@Singleton
class ModelDoor {
    private final Roles roles;
    private final HostingConfig config;
    private final SandboxPlace place;
    private final ModelGateway gateway;

    ModelDoor(Roles roles, HostingConfig config, SandboxPlace place, ModelGateway gateway) {
        this.roles = roles;
        this.config = config;
        this.place = place;
        this.gateway = gateway;
    }

    /** Where it answers; empty where models are no role of this process. */
    Optional<SandboxOrder.Address> address() {
        if (!roles.has(ControlPlaneRole.MODEL)) {
            return Optional.empty();
        }
        try {
            SlowRequests.bound();
            int port =
                    gateway.listen(place.listening(config.modelPort()), SlowRequests.CONNECTIONS);
            return Optional.of(place.address(port));
        } catch (IOException e) {
            throw new StartFailure(
                    "The model gateway cannot listen (" + e.getMessage() + ").",
                    "Name another port: ratoon.hosting.model-port",
                    e);
        }
    }

    /** Whose sandboxes are gone by then has nothing to wait for. */
    void end(@Observes @Priority(300) ShutdownEvent ended) {
        gateway.close(Duration.ofSeconds(place.keepsRunning() ? 10 : 1));
    }
}
