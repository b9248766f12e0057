package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.status.FoundConfinement;
import dev.ratoon.environments.Observed;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sandboxes as confined processes of this machine, and their end with this process. */
@Singleton
class LocalHosting {
    private static final Logger LOG = Logger.getLogger(LocalHosting.class);

    private final HostingConfig config;
    private @Nullable Sandboxes sandboxes;

    LocalHosting(HostingConfig config) {
        this.config = config;
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

    /** After the reconciler, which must not start them again. */
    void end(@Observes @Priority(200) ShutdownEvent ended) {
        Sandboxes running = sandboxes;
        if (running == null) {
            return;
        }
        if (!config.keepRunning()) {
            endAll(running);
        }
        running.close();
    }

    private static void endAll(Sandboxes running) {
        try {
            for (Observed each : running.all()) {
                if (!(each instanceof Observed.Ended)) {
                    running.stop(each.name());
                }
            }
        } catch (SandboxTrouble trouble) {
            LOG.warnf(trouble, "Not all sandboxes are ended. %s", trouble.nextStep());
        }
    }
}
