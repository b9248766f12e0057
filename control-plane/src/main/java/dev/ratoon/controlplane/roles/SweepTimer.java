package dev.ratoon.controlplane.roles;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs every sweep once a minute, one after the other, on one virtual thread of its own. */
@Singleton
class SweepTimer {
    private static final Logger LOG = Logger.getLogger(SweepTimer.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Roles roles;
    private final Instance<Sweep> sweeps;
    private final Clock clock;
    private @Nullable Thread thread;

    SweepTimer(Roles roles, Instance<Sweep> sweeps, Clock clock) {
        this.roles = roles;
        this.sweeps = sweeps;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        if (roles.has(ControlPlaneRole.RECONCILER)) {
            thread = Thread.ofVirtual().name("sweeps").start(this::run);
        }
    }

    void end(@Observes ShutdownEvent ending) throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        try {
            while (true) {
                sweepAll();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end of the process
        }
    }

    /** A sweep that fails is tried again in a minute and does not keep the others from theirs. */
    void sweepAll() {
        for (Sweep sweep : sweeps) {
            try {
                sweep.sweep(clock.instant());
            } catch (RuntimeException e) {
                LOG.warnf(e, "%s failed; next try in a minute", sweep.getClass().getSimpleName());
            }
        }
    }
}
