package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.Activity;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Group commit: one thread takes all appends that are pending and commits them in one short
 * transaction, at most one every {@link #PAUSE}. An append whose deciding throws fails alone; when
 * a commit fails, each append of the group is tried once by itself; when only the answer to it is
 * lost, {@link Looking} says whether that is needed.
 */
@Singleton
@Startup
class Committer {
    private static final Logger LOG = Logger.getLogger(Committer.class);
    private static final int LARGEST = 1_000;
    private static final long PAUSE = 10_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DataSource database;
    private final Looking looking;
    private final BlobStore blobs;
    private final LogHub hub;
    private final Clock clock;
    private final List<Beside> besides;
    private final LinkedBlockingQueue<Pending> pending = new LinkedBlockingQueue<>(20_000);
    private final Thread thread;
    private volatile boolean ending;

    Committer(
            DataSource database,
            BlobStore blobs,
            LogHub hub,
            Clock clock,
            @All List<Beside> besides) {
        this.database = database;
        this.looking = new Looking(database, PATIENCE);
        this.blobs = blobs;
        this.hub = hub;
        this.clock = clock;
        this.besides = List.copyOf(besides);
        thread = Thread.ofPlatform().name("log committer").daemon().start(this::run);
    }

    /** Late: whatever ends before it may still append. */
    void end(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent ended)
            throws InterruptedException {
        ending = true;
        thread.interrupt();
        thread.join(5_000);
    }

    void commit(Pending append) {
        if (ending || !pending.offer(append)) {
            append.soon()
                    .failed(
                            new Failure(
                                    ProblemType.BUSY,
                                    "Ratoon has too much to write down right now. Try again."));
        }
    }

    private void run() {
        List<Pending> group = new ArrayList<>();
        while (!ending || !pending.isEmpty()) {
            try {
                group.add(pending.take());
                long began = System.nanoTime();
                pending.drainTo(group, LARGEST);
                commitGroup(List.copyOf(group));
                long left = PAUSE - (System.nanoTime() - began);
                if (left > 0 && group.size() > 1) {
                    Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
                }
            } catch (InterruptedException e) {
                LOG.debug("The committer ends when nothing is pending");
            } finally {
                group.clear();
            }
        }
    }

    private void commitGroup(List<Pending> group) {
        try {
            commitTogether(group);
        } catch (Looking.Unsure e) {
            LOG.warn("It is not known whether appends to logs stand", e);
            group.forEach(each -> each.soon().failed(e.forTheCaller()));
        } catch (SQLException | RuntimeException e) {
            if (group.size() > 1) {
                group.forEach(each -> commitGroup(List.of(each)));
            } else {
                Pending alone = group.getFirst();
                RuntimeException failure = failure(e);
                if (failure instanceof Failure known && known.type() == ProblemType.NO_ROOM) {
                    LOG.warnf("Not in the log of %s: %s", alone.agent(), known.forTheCaller());
                } else {
                    LOG.warnf(e, "An append to the log of %s failed", alone.agent());
                }
                alone.soon().failed(failure);
            }
        }
    }

    private static RuntimeException failure(Exception e) {
        return switch (e) {
            case SQLException lost -> Unwritten.because(lost);
            case Failure known -> known;
            default -> new Failure(ProblemType.BUSY, "It could not be written down. Try again.", e);
        };
    }

    private void commitTogether(List<Pending> group) throws SQLException, Looking.Unsure {
        // As the database keeps it: the fold of what is read is the fold of what was written.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Map<Pending, Object> outcomes = new LinkedHashMap<>();
        List<AgentLock> touched = List.of();
        boolean sent = false;
        boolean done = false;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Set<UUID> ids =
                        group.stream()
                                .map(Pending::agent)
                                .collect(Collectors.toCollection(TreeSet::new));
                Map<UUID, AgentLock> locks = Batch.lock(connection, ids, new Refold(blobs, clock));
                for (Pending each : group) {
                    outcomes.put(each, outcome(locks, each, now));
                }
                touched = locks.values().stream().filter(lock -> !lock.events().isEmpty()).toList();
                write(connection, touched, now);
                sent = true;
                connection.commit();
                done = true;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException | RuntimeException e) {
            if (!done && !(sent && looking.stands(touched))) {
                throw e;
            }
            LOG.infof("A connection was lost after a commit (%s), which stands", e.getMessage());
        }
        touched.forEach(hub::publish);
        outcomes.forEach(
                (each, outcome) -> {
                    if (outcome instanceof Appended appended) {
                        each.soon().committed(appended);
                    } else if (outcome instanceof RuntimeException thrown) {
                        each.soon().failed(thrown);
                    }
                });
    }

    private static Object outcome(Map<UUID, AgentLock> locks, Pending each, Instant now) {
        AgentLock lock = locks.get(each.agent());
        if (lock == null) {
            return new Failure(ProblemType.NOT_FOUND, "There is no such agent.");
        }
        try {
            return lock.apply(each.deciding(), now);
        } catch (RuntimeException e) {
            return e;
        }
    }

    private void write(Connection connection, List<AgentLock> locks, Instant now)
            throws SQLException {
        if (!locks.isEmpty()) {
            Batch.insertEvents(connection, locks, blobs);
            Batch.updateAgents(connection, locks, now);
            writeBesides(connection, locks);
            Batch.notify(connection, hub.process, locks);
        }
    }

    private void writeBesides(Connection connection, List<AgentLock> locks) throws SQLException {
        for (Beside beside : besides) {
            for (AgentLock lock : locks) {
                for (LogEvent event : lock.events()) {
                    if (beside.types().contains(event.type())) {
                        beside.write(connection, lock.facts(), event);
                    }
                }
            }
        }
    }

    /**
     * By the caller's own thread: a new row waits for nobody. False when its key or its name is
     * taken.
     */
    boolean create(AgentLock lock, LogStore.Asked asked, Instant now) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!insert(connection, lock, asked, now)) {
                    connection.rollback();
                    return false;
                }
                Batch.insertEvents(connection, List.of(lock), blobs);
                writeBesides(connection, List.of(lock));
                Batch.notify(connection, hub.process, List.of(lock));
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Unwritten.because(e);
        }
        hub.publish(lock);
        return true;
    }

    private static boolean insert(
            Connection connection, AgentLock lock, LogStore.Asked asked, Instant now)
            throws SQLException {
        Facts facts = lock.facts();
        var origin = facts.origin();
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into agents (id, name, owner_id, team_id, idempotency_key,"
                                + " request_digest, facts, facts_version, last_seq, title, repository,"
                                + " state, state_since, holds_sandbox, created_at, last_active_at,"
                                + " reap_at, due_at, trial) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                                + " ?, ?, false, ?, ?, ?, ?, ?) on conflict do nothing")) {
            Timestamp at = Timestamp.from(now);
            insert.setObject(1, lock.id);
            insert.setString(2, origin.name());
            insert.setObject(3, asked.owner());
            insert.setObject(4, origin.team());
            insert.setString(5, asked.key());
            insert.setString(6, asked.digest());
            insert.setBytes(7, facts.bytes());
            insert.setInt(8, Facts.VERSION);
            insert.setLong(9, lock.lastSeq());
            insert.setString(10, facts.title());
            insert.setString(11, origin.repository());
            insert.setString(12, facts.state().word());
            insert.setTimestamp(13, Timestamp.from(facts.state().since()));
            insert.setTimestamp(14, at);
            insert.setTimestamp(15, at);
            insert.setTimestamp(16, Timestamp.from(Activity.reapAt(now)));
            insert.setTimestamp(17, at);
            insert.setBoolean(18, facts.isTrial());
            return insert.executeUpdate() == 1;
        }
    }
}
