package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import dev.ratoon.controlplane.runners.Connections;
import dev.ratoon.controlplane.status.FoundConfinement;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The sandboxes of this process, wherever they are, and what becomes of them with its end. */
@Singleton
class Hosting {
    private static final Logger LOG = Logger.getLogger(Hosting.class);

    /** For all runners together: what they have not told by then, their next incarnations tell. */
    private static final Duration FAREWELL = Duration.ofMillis(1500);

    private final SandboxPlace place;
    private final LocalHosting here;
    private final PodHosting pods;
    private final Connections connections;
    private @Nullable Sandboxes sandboxes;

    Hosting(SandboxPlace place, LocalHosting here, PodHosting pods, Connections connections) {
        this.place = place;
        this.here = here;
        this.pods = pods;
        this.connections = connections;
    }

    /** Made by whoever needs it first: the start need not wait for the probe of this machine. */
    @Produces
    @ApplicationScoped
    Sandboxes sandboxes(
            @ConfigProperty(name = "started.home") Path home,
            FoundConfinement confinement,
            Clock clock) {
        Sandboxes made = place.isPods() ? pods.open(clock) : here.open(home, confinement, clock);
        sandboxes = made;
        return made;
    }

    /** A cluster that is not reached stops the start, in words. */
    void start(@Observes @Priority(20) StartupEvent started, Roles roles, Sandboxes wanted) {
        if (place.isPods() && roles.has(ControlPlaneRole.RECONCILER)) {
            LOG.infof("Sandboxes are %s", wanted.description());
            pods.prove();
        }
    }

    /** After the reconciler, which must not start them again; before runners lose their line. */
    void end(@Observes @Priority(50) ShutdownEvent ended) throws InterruptedException {
        Sandboxes running = sandboxes;
        if (running == null) {
            return;
        }
        if (!place.keepsRunning() && !Crash.isNoted()) {
            connections.farewell("Ratoon is being stopped.", FAREWELL);
            endAll(running);
        }
        running.close();
        pods.close();
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
