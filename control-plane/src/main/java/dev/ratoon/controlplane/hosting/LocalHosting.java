package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.runners.Connections;
import dev.ratoon.controlplane.status.FoundConfinement;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import dev.ratoon.environments.local.LocalSandboxes;
import dev.ratoon.environments.local.LocalSettings;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sandboxes as confined processes of this machine, and their end with this process. */
@Singleton
class LocalHosting {
    private static final Logger LOG = Logger.getLogger(LocalHosting.class);

    /** For all runners together: what they have not told by then, their next incarnations tell. */
    private static final Duration FAREWELL = Duration.ofMillis(1500);

    private final HostingConfig config;
    private final Connections connections;
    private @Nullable Sandboxes sandboxes;

    LocalHosting(HostingConfig config, Connections connections) {
        this.config = config;
        this.connections = connections;
    }

    /** Made by whoever needs it first: the start need not wait for the probe. */
    @Produces
    @ApplicationScoped
    Sandboxes sandboxes(
            @ConfigProperty(name = "started.home") Path home,
            FoundConfinement confinement,
            Clock clock) {
        try {
            var local =
                    new LocalSandboxes(
                            LocalSettings.usual(
                                    home.resolve("agents"),
                                    config.runnerJar().orElseGet(LocalHosting::builtWithThis),
                                    confinement.confinement(),
                                    clock));
            sandboxes = local;
            return local;
        } catch (SandboxTrouble trouble) {
            throw new StartFailure(trouble.what() + ".", trouble.nextStep(), trouble);
        }
    }

    /** Where the build puts it, seen from where our own classes are. */
    private static Path builtWithThis() {
        try {
            Path here =
                    Path.of(
                            LocalHosting.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (Path above = here; above != null; above = above.getParent()) {
                Path jar = above.resolve("agent-runner/target/ratoon-runner.jar");
                if (Files.exists(jar)) {
                    return jar;
                }
            }
            return here.resolveSibling("ratoon-runner.jar");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("our classes are in files", e);
        }
    }

    /** After the reconciler, which must not start them again; before runners lose their line. */
    void end(@Observes @Priority(50) ShutdownEvent ended) throws InterruptedException {
        Sandboxes running = sandboxes;
        if (running == null) {
            return;
        }
        if (!config.keepRunning() && !Crash.isNoted()) {
            connections.farewell("Ratoon is being stopped.", FAREWELL);
            endAll(running);
        }
        running.close();
    }

    /** Side by side: each takes its time in the kernel. */
    private static void endAll(Sandboxes running) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Observed each : running.all()) {
                if (!(each instanceof Observed.Ended)) {
                    threads.execute(() -> end(running, each.name()));
                }
            }
        } catch (SandboxTrouble trouble) {
            LOG.warnf(trouble, "Sandboxes may be left. %s", trouble.nextStep());
        }
    }

    private static void end(Sandboxes running, SandboxName name) {
        try {
            running.stop(name);
        } catch (SandboxTrouble trouble) {
            LOG.warnf(trouble, "The sandbox %s is not ended. %s", name, trouble.nextStep());
        }
    }
}
