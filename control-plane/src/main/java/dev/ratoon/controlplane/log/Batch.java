package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.Activity;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.FactsRead;
import dev.ratoon.controlplane.life.LogEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The SQL of one batch: lock the agents, then write their events and facts. */
final class Batch {
    /** Larger payloads live outside the database. */
    static final int INLINE = 16 << 10;

    private Batch() {}

    /** In the order of their ids, so that two batches never wait for each other in a circle. */
    static Map<UUID, AgentLock> lock(Connection connection, Collection<UUID> ids, Refold refold)
            throws SQLException {
        Map<UUID, AgentLock> locks = new LinkedHashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select id, facts, last_seq, outbox, acknowledged, epoch,"
                                + " facts_version from agents where id = any(?) order by id for update")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    Optional<Facts> stored =
                            rows.getInt(7) == Facts.VERSION
                                    ? FactsRead.of(rows.getBytes(2), Facts.VERSION).ifWhole()
                                    : Optional.empty();
                    locks.put(
                            id,
                            new AgentLock(
                                    id,
                                    // Else another version of Ratoon has just written it, or it is
                                    // damaged.
                                    stored.isPresent()
                                            ? stored.get()
                                            : refold.fold(connection, id).facts(),
                                    rows.getLong(3),
                                    rows.getString(4),
                                    rows.getLong(5),
                                    rows.getLong(6)));
                }
            }
        }
        return locks;
    }

    static void insertEvents(Connection connection, Collection<AgentLock> locks, BlobStore blobs)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into events (agent_id, seq, at, source, type, n, payload, blob)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            boolean adding = false;
            for (AgentLock lock : locks) {
                for (LogEvent event : lock.events()) {
                    boolean inline = event.payload().length <= INLINE;
                    if (!inline && !adding) {
                        BlobLocks.adding(connection);
                        adding = true;
                    }
                    insert.setObject(1, lock.id);
                    insert.setLong(2, event.seq());
                    insert.setTimestamp(3, Timestamp.from(event.at()));
                    insert.setString(4, event.source().word());
                    insert.setString(5, event.type());
                    insert.setLong(6, event.n());
                    insert.setBytes(7, inline ? event.payload() : null);
                    insert.setBytes(8, inline ? null : blobs.put(event.payload()));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    static void updateAgents(Connection connection, Collection<AgentLock> locks, Instant now)
            throws SQLException {
        List<AgentLock> changed = new ArrayList<>();
        try (PreparedStatement touch =
                connection.prepareStatement(
                        "update agents set last_seq = ?, outbox = ?, acknowledged = ?,"
                                + " last_active_at = greatest(last_active_at, ?),"
                                + " reap_at = greatest(reap_at, ?) where id = ?")) {
            for (AgentLock lock : locks) {
                touch.setLong(1, lock.lastSeq());
                touch.setString(2, lock.outbox());
                touch.setLong(3, lock.acknowledged());
                Instant active = lock.activeAt();
                touch.setTimestamp(4, active == null ? null : Timestamp.from(active));
                touch.setTimestamp(
                        5, active == null ? null : Timestamp.from(Activity.reapAt(active)));
                touch.setObject(6, lock.id);
                touch.addBatch();
                if (lock.factsChanged()) {
                    changed.add(lock);
                }
            }
            touch.executeBatch();
        }
        try (PreparedStatement update =
                connection.prepareStatement(
                        "update agents set facts = ?, facts_version = ?, title = ?, state = ?,"
                                + " state_since = ?, holds_sandbox = ?, occupied = ?,"
                                + " due_at = least(due_at, ?),"
                                + " pull_due_at = case when ? then coalesce(pull_due_at, ?) end"
                                + " where id = ?")) {
            for (AgentLock lock : changed) {
                Facts facts = lock.facts();
                update.setBytes(1, facts.bytes());
                update.setInt(2, Facts.VERSION);
                update.setString(3, facts.title());
                update.setString(4, facts.state().word());
                update.setTimestamp(5, Timestamp.from(facts.state().since()));
                update.setBoolean(6, facts.sandbox() != null);
                update.setBoolean(7, facts.isOccupied());
                update.setTimestamp(8, Timestamp.from(now));
                update.setBoolean(9, facts.git().followsPull());
                update.setTimestamp(10, Timestamp.from(now));
                update.setObject(11, lock.id);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Readers of other processes hear it after the commit, if they listen. */
    static void notify(Connection connection, String process, Collection<AgentLock> locks)
            throws SQLException {
        StringBuilder heard = new StringBuilder(process).append(' ');
        try (PreparedStatement notify =
                connection.prepareStatement("select pg_notify('ratoon_log', ?)")) {
            for (AgentLock lock : locks) {
                heard.append(lock.id)
                        .append(lock.factsChanged() ? '!' : ':')
                        .append(lock.lastSeq());
                heard.append(' ');
                if (heard.length() > 7_500) {
                    send(notify, heard);
                    heard.append(process).append(' ');
                }
            }
            send(notify, heard);
        }
    }

    private static void send(PreparedStatement notify, StringBuilder heard) throws SQLException {
        notify.setString(1, heard.toString().strip());
        notify.execute();
        heard.setLength(0);
    }
}
