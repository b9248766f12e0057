package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import dev.ratoon.controlplane.runners.Recognition;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.PushRule;
import dev.ratoon.git.Pushes;
import dev.ratoon.git.RefChange;
import dev.ratoon.git.RepositoryUrl;
import dev.ratoon.git.Sources;
import dev.ratoon.git.Writers;
import dev.ratoon.git.gateway.GitGateway;
import dev.ratoon.git.gateway.GitGatewaySettings;
import dev.ratoon.git.push.PushDoor;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import dev.ratoon.protocol.Audience;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The git gateway of this process: whose repository somebody works on follows from the agent. */
@Singleton
class GitDoor {
    private final Roles roles;
    private final HostingConfig config;
    private final Recognition recognition;
    private final Path folder;
    private @Nullable GitGateway gateway;

    GitDoor(
            Roles roles,
            HostingConfig config,
            Recognition recognition,
            @ConfigProperty(name = "started.home") Path home) {
        this.roles = roles;
        this.config = config;
        this.recognition = recognition;
        this.folder = home.resolve("git");
    }

    /** Where it answers; empty where git is no role of this process. */
    synchronized Optional<SandboxOrder.Address> address() {
        if (!roles.has(ControlPlaneRole.GIT)) {
            return Optional.empty();
        }
        GitGateway open = gateway;
        if (open == null) {
            try {
                open = open(store());
            } catch (IOException e) {
                throw new StartFailure(
                        "The git gateway cannot listen (" + e.getMessage() + ").",
                        "Name another port: ratoon.hosting.git-port",
                        e);
            }
            gateway = open;
        }
        return Optional.of(new SandboxOrder.Address("127.0.0.1", open.port()));
    }

    /** Whose sandboxes are gone by then has nothing to wait for. */
    private Duration drain() {
        return Duration.ofSeconds(config.keepRunning() ? 10 : 1);
    }

    private Optional<Sources.Known> source(@Nullable String authorization) {
        return recognition
                .of(authorization, Audience.GIT)
                .flatMap(
                        agent ->
                                RepositoryUrl.parse(agent.origin().repository())
                                                instanceof RepositoryUrl.Usable usable
                                        ? Optional.of(known(agent, usable))
                                        : Optional.empty());
    }

    private GitGateway open(GitStore store) throws IOException {
        return new GitGateway(
                GitGatewaySettings.defaults().withPort(config.gitPort()).withDrain(drain()),
                this::source,
                store,
                new PushDoor(store, new Unnoted(), PushLimits.defaults()));
    }

    private GitStore store() {
        return new GitStore(
                folder, Writers.ofThisProcess(), new Upstreams(UpstreamSettings.defaults()));
    }

    private static Sources.Known known(Facts agent, RepositoryUrl.Usable repository) {
        return new Sources.Known(
                agent.id().toString(),
                new AgentRepository(
                        agent.id(),
                        agent.origin().name(),
                        repository.source(),
                        Optional.empty(),
                        Optional.ofNullable(agent.origin().baseBranch()),
                        agent.origin().branch(),
                        false));
    }

    /** Takes no note of pushes, and allows nothing. */
    private static final class Unnoted implements Pushes {
        @Override
        public boolean allowedOnce(UUID agent, PushRule rule) {
            return false;
        }

        @Override
        public void taken(UUID agent, List<RefChange> changes) {}

        @Override
        public void refused(UUID agent, PushRule rule, String ref, String words) {}
    }

    void end(@Observes @Priority(300) ShutdownEvent ended) {
        GitGateway open = gateway;
        if (open != null) {
            open.close();
        }
    }
}
