package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.Activity;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Fold;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.problem.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Folds logs again whose facts another version of the fold has written: one agent in one
 * transaction, its log as a stream, so that it can be cut off at any point, any number of processes
 * share it, and memory does not grow with the log. The old facts are not read. An agent whose log
 * cannot be read whole keeps what it has, and is named.
 */
public record Refold(BlobStore blobs, Clock clock) {
    private static final Logger LOG = Logger.getLogger(Refold.class);
    private static final int PAGE = 500;
    private static final Duration NEWS = Duration.ofSeconds(5);
    private static final String LEFT =
            "select count(*) from agents where facts_version <> ? and id <> all (?)";
    private static final String NEXT =
            "select id from agents where facts_version <> ? and id <> all (?) limit 1"
                    + " for update skip locked";

    /** Payloads that no fact follows from are not even fetched. */
    private static final String EVENTS =
            """
            select seq, at, source, type, n,
                case when source = 'reported' and type = any (?) then ''::bytea else payload end, blob
            from events where agent_id = ? order by seq
            """;

    private static final String STORE =
            """
            update agents set facts = ?, facts_version = ?, title = ?, state = ?, state_since = ?,
                holds_sandbox = ?, occupied = ?, last_active_at = ?, reap_at = ?, due_at = least(due_at, ?),
                pull_due_at = case when ? then coalesce(pull_due_at, ?) end
            where id = ?
            """;

    /** How many this call has folded; returns when none is left, whoever has folded it. */
    public int all(Connection connection) throws SQLException, InterruptedException {
        List<UUID> unreadable = new ArrayList<>();
        int folded = 0;
        long told = System.nanoTime();
        long left = count(connection, unreadable);
        if (left > 0) {
            LOG.infof("The logs of %d agents are folded again, for this version of Ratoon", left);
        }
        while (left > 0) {
            if (next(connection, unreadable)) {
                folded++;
                left--;
            } else {
                // Others are at what is left.
                Thread.sleep(100);
                left = 0;
            }
            if (left <= 0 || System.nanoTime() - told > NEWS.toNanos()) {
                told = System.nanoTime();
                left = count(connection, unreadable);
                LOG.infof("Folded again: %d; left: %d", folded - unreadable.size(), left);
            }
        }
        return folded - unreadable.size();
    }

    private static long count(Connection connection, List<UUID> without) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(LEFT)) {
            count.setInt(1, Facts.VERSION);
            count.setArray(2, connection.createArrayOf("uuid", without.toArray()));
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private boolean next(Connection connection, List<UUID> unreadable) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Optional<UUID> next = claim(connection, unreadable);
            if (next.isPresent()) {
                try {
                    store(connection, next.get(), fold(connection, next.get()));
                } catch (Failure | IllegalStateException e) {
                    LOG.errorf("Agent %s cannot be folded again: %s", next.get(), e.getMessage());
                    unreadable.add(next.get());
                }
            }
            connection.commit();
            return next.isPresent();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Optional<UUID> claim(Connection connection, List<UUID> without)
            throws SQLException {
        try (PreparedStatement next = connection.prepareStatement(NEXT)) {
            next.setInt(1, Facts.VERSION);
            next.setArray(2, connection.createArrayOf("uuid", without.toArray()));
            try (ResultSet row = next.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    /** What follows from a log. */
    record Folded(Facts facts, Instant lastActive) {}

    Folded fold(Connection connection, UUID agent) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setArray(1, connection.createArrayOf("text", Fold.SILENT.toArray()));
            select.setObject(2, agent);
            select.setFetchSize(PAGE);
            @Nullable Facts facts = null;
            Instant lastActive = Instant.EPOCH;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    LogEvent event = Rows.event(rows, blobs);
                    facts = Fold.apply(agent, facts, event);
                    lastActive = Activity.is(event) ? event.at() : lastActive;
                }
            }
            if (facts == null) {
                throw new IllegalStateException("its log is empty");
            }
            return new Folded(facts, lastActive);
        }
    }

    void store(Connection connection, UUID agent, Folded folded) throws SQLException {
        Facts facts = folded.facts();
        try (PreparedStatement update = connection.prepareStatement(STORE)) {
            update.setBytes(1, facts.bytes());
            update.setInt(2, Facts.VERSION);
            update.setString(3, facts.title());
            update.setString(4, facts.state().word());
            update.setTimestamp(5, Timestamp.from(facts.state().since()));
            update.setBoolean(6, facts.sandbox() != null);
            update.setBoolean(7, facts.isOccupied());
            update.setTimestamp(8, Timestamp.from(folded.lastActive()));
            update.setTimestamp(9, Timestamp.from(Activity.reapAt(folded.lastActive())));
            Timestamp now = Timestamp.from(clock.instant());
            update.setTimestamp(10, now);
            update.setBoolean(11, facts.git().followsPull());
            update.setTimestamp(12, now);
            update.setObject(13, agent);
            update.executeUpdate();
        }
    }
}
