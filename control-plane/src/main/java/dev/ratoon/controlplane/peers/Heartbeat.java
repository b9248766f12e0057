package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.basis.Machine;
import dev.ratoon.controlplane.bonds.Bonds;
import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.secrets.SecretsKey;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Enters this process among those of the database, and keeps its lease: one update in 5 s, and one
 * look at whose lease has ended.
 */
@Singleton
class Heartbeat {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ProcessStore processes;
    private final PeerListener listener;
    private final Absences absences;
    private final Bonds bonds;
    private final String process;
    private final SecretsKey key;
    private final String place;
    private final CountDownLatch ending = new CountDownLatch(1);
    private @Nullable Thread thread;

    /** None before it listens. */
    private @Nullable String address;

    /** Whether that has failed before. */
    private boolean deaf;

    Heartbeat(
            ProcessStore processes,
            PeerListener listener,
            Absences absences,
            Bonds bonds,
            LogHub hub,
            SecretsKey key,
            @ConfigProperty(name = "started.home") Path home) {
        this.processes = processes;
        this.listener = listener;
        this.absences = absences;
        this.bonds = bonds;
        this.process = hub.process();
        this.key = key;
        this.place = home.toAbsolutePath().normalize() + " on " + Machine.name();
    }

    /** Before anything that another process might be asked for. */
    void start(@Observes @Priority(5) StartupEvent started) {
        try {
            enter();
            if (!listener.isSafe()) {
                address = listener.listen();
            }
            thread = Thread.ofVirtual().name("heartbeat").start(this::run);
        } catch (SQLException e) {
            throw new StartFailure(
                    "The database does not say who works on it (" + e.getMessage() + ").",
                    "Start again when it answers",
                    e);
        }
    }

    private void enter() throws SQLException {
        Optional<ProcessStore.Known> other = processes.enter(process, key.fingerprint(), place);
        if (other.isPresent()) {
            throw new StartFailure(
                    "Another control plane works on this database with another secrets key: the one"
                            + " of "
                            + other.get().place()
                            + ". This one is "
                            + key.fingerprint()
                            + ".",
                    "Give both the same file: ratoon.secrets.key-file=FILE. If the other has just"
                            + " been killed, start again in 15 seconds");
        }
    }

    private void run() {
        try {
            do {
                listen();
                renew();
                look();
            } while (!ending.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The lease does not depend on it: who cannot be asked lives all the same. */
    private void listen() {
        if (address != null) {
            return;
        }
        try {
            address = listener.listen();
            if (deaf) {
                LOG.infof("Other control planes reach this one at %s now", address);
            }
        } catch (StartFailure e) {
            if (!deaf) {
                LOG.warnf(
                        "%s %s. It is tried again every %d s.",
                        e.getMessage(), e.nextStep(), PAUSE.toSeconds());
            }
            deaf = true;
        }
    }

    private void renew() {
        try {
            if (!processes.renew(process, address)) {
                enter();
                bonds.renew();
                processes.renew(process, address);
            }
        } catch (SQLException | StartFailure e) {
            LOG.warnf("Other control planes may think that this one is away (%s)", e);
        }
    }

    private void look() {
        try {
            absences.look();
        } catch (SQLException | Failure e) {
            LOG.debugf(e, "Who is away is looked at again with the next beat");
        }
    }

    /** Without an interrupt: that would break the connection of a beat that is under way. */
    void end(@Observes @Priority(1) ShutdownEvent ended) throws InterruptedException {
        ending.countDown();
        if (thread != null) {
            thread.join(Duration.ofSeconds(3));
        }
        try {
            processes.leave(process);
        } catch (SQLException e) {
            LOG.debugf(e, "The lease runs out by itself");
        }
    }
}
