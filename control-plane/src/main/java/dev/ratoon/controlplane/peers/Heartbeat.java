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
    private @Nullable Thread thread;
    private volatile boolean ending;

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
            String address = listener.isSafe() ? null : listener.listen();
            thread = Thread.ofVirtual().name("heartbeat").start(() -> run(address));
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

    private void run(@Nullable String known) {
        try {
            beat(known == null ? listener.listen() : known);
        } catch (StartFailure e) {
            LOG.errorf("Other control planes cannot ask this one: %s", e.getMessage());
        }
    }

    private void beat(String address) {
        while (!ending) {
            renew(address);
            look();
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                LOG.debug("The heartbeat ends");
            }
        }
    }

    private void renew(String address) {
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

    void end(@Observes @Priority(1) ShutdownEvent ended) throws InterruptedException {
        ending = true;
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(3));
        }
        try {
            processes.leave(process);
        } catch (SQLException e) {
            LOG.debugf(e, "The lease runs out by itself");
        }
    }
}
