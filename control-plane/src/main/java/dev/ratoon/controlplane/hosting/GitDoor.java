package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.repositories.AgentRepositories;
import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import dev.ratoon.controlplane.runners.Recognition;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.git.Pushes;
import dev.ratoon.git.Sources;
import dev.ratoon.git.gateway.GitGateway;
import dev.ratoon.git.gateway.GitGatewaySettings;
import dev.ratoon.git.push.PushDoor;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.protocol.Audience;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The git gateway of this process: whose repository somebody works on follows from the agent. */
@Singleton
class GitDoor {
    private final Roles roles;
    private final HostingConfig config;
    private final SandboxPlace place;
    private final Recognition recognition;
    private final AgentRepositories repositories;
    private final GitStore store;
    private final Pushes pushes;
    private final PushLimits limits;
    private @Nullable GitGateway gateway;

    GitDoor(
            Roles roles,
            HostingConfig config,
            SandboxPlace place,
            Recognition recognition,
            AgentRepositories repositories,
            GitStore store,
            Pushes pushes,
            PushLimits limits) {
        this.roles = roles;
        this.config = config;
        this.place = place;
        this.recognition = recognition;
        this.repositories = repositories;
        this.store = store;
        this.pushes = pushes;
        this.limits = limits;
    }

    /** Where it answers; empty where git is no role of this process. */
    synchronized Optional<SandboxOrder.Address> address() {
        if (!roles.has(ControlPlaneRole.GIT)) {
            return Optional.empty();
        }
        GitGateway open = gateway;
        if (open == null) {
            try {
                open = open();
            } catch (IOException e) {
                throw new StartFailure(
                        "The git gateway cannot listen (" + e.getMessage() + ").",
                        "Name another port: ratoon.hosting.git-port",
                        e);
            }
            gateway = open;
        }
        return Optional.of(place.address(open.port()));
    }

    /** Whose sandboxes are gone by then has nothing to wait for. */
    private Duration drain() {
        return Duration.ofSeconds(place.keepsRunning() ? 10 : 1);
    }

    private Optional<Sources.Known> source(@Nullable String authorization) {
        return recognition
                .of(authorization, Audience.GIT)
                .flatMap(repositories::of)
                .map(repository -> new Sources.Known(repository.agent().toString(), repository));
    }

    private GitGateway open() throws IOException {
        return new GitGateway(
                GitGatewaySettings.defaults()
                        .withAddress(place.listening(config.gitPort()))
                        .withDrain(drain()),
                this::source,
                store,
                new PushDoor(store, pushes, limits));
    }

    void end(@Observes @Priority(300) ShutdownEvent ended) {
        GitGateway open = gateway;
        if (open != null) {
            open.close();
        }
    }
}
