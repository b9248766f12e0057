package dev.ratoon.controlplane.roles;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private final CountDownLatch ending = new CountDownLatch(1);
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

    /** Without an interrupt: that would break the connection of a sweep that is under way. */
    void end(@Observes ShutdownEvent ended) throws InterruptedException {
        ending.countDown();
        if (thread != null) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    private void run() {
        try {
            do {
                sweepAll();
            } while (!ending.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A sweep that fails is tried again in a minute and does not keep the others from theirs. */
    void sweepAll() {
        for (Sweep sweep : sweeps) {
            if (ending.getCount() == 0) {
                return;
            }
            try {
                sweep.sweep(clock.instant());
            } catch (RuntimeException e) {
                LOG.warnf(e, "%s failed; next try in a minute", sweep.getClass().getSimpleName());
            }
        }
    }
}
