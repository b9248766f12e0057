package dev.ratoon.controlplane.reconcile;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Which agents are due, and who looks at them. When an agent is due is business time and comes in;
 * how long a lease holds is the database's own time, which is the same for every process.
 */
@Singleton
class LeaseStore {
    private static final String CLAIM =
            """
            update agents set epoch = epoch + 1, leased_until = now() + interval '60 seconds', due_at = null
            where id in (
                select id from agents
                where (due_at <= ? and (leased_until is null or leased_until <= now())) or leased_until <= now()
                order by due_at nulls last limit ? for update skip locked)
            returning id, epoch
            """;
    private static final String RELEASE =
            """
            update agents set leased_until = null, due_at = least(due_at, ?) where id = ? and epoch = ?
            returning due_at
            """;
    private static final String SWEEP =
            "update agents set due_at = least(due_at, ?) where holds_sandbox or state = 'queued'";
    private static final String TIDY = "delete from agents where id = ? and epoch = ?";

    private final DataSource database;

    LeaseStore(DataSource database) {
        this.database = database;
    }

    /** Takes what is due, passing over what others are taking at this moment. */
    List<Lease> claim(Instant now, int most) throws SQLException {
        List<Lease> leases = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setTimestamp(1, Timestamp.from(now));
            claim.setInt(2, most);
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    leases.add(new Lease(rows.getObject(1, UUID.class), rows.getLong(2)));
                }
            }
        }
        return leases;
    }

    /**
     * Gives it back; somebody looks again at that time, or when something happens.
     *
     * @return when it is due; never when nothing is awaited, or another has it by now
     */
    Instant release(Lease lease, @Nullable Instant again) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement release = connection.prepareStatement(RELEASE)) {
            release.setTimestamp(1, again == null ? null : Timestamp.from(again));
            release.setObject(2, lease.agent());
            release.setLong(3, lease.epoch());
            try (ResultSet rows = release.executeQuery()) {
                Timestamp due = rows.next() ? rows.getTimestamp(1) : null;
                return due == null ? Instant.MAX : due.toInstant();
            }
        }
    }

    /** After a start: whatever should be running may not be. */
    void enqueueAll(Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement sweep = connection.prepareStatement(SWEEP)) {
            sweep.setTimestamp(1, Timestamp.from(now));
            sweep.executeUpdate();
        }
    }

    /** False when there is no such agent. */
    boolean enqueue(UUID agent, Instant now) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement due =
                        connection.prepareStatement(
                                "update agents set due_at = least(due_at, ?) where id = ?")) {
            due.setTimestamp(1, Timestamp.from(now));
            due.setObject(2, agent);
            return due.executeUpdate() == 1;
        }
    }

    /** Which of these there is an agent of. */
    Set<UUID> known(Collection<UUID> agents) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement known =
                        connection.prepareStatement("select id from agents where id = any(?)")) {
            known.setArray(1, connection.createArrayOf("uuid", agents.toArray()));
            Set<UUID> found = new HashSet<>();
            try (ResultSet rows = known.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
            return found;
        }
    }

    /** The agent is gone for good, its log with it. */
    void remove(Lease lease) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(TIDY)) {
            delete.setObject(1, lease.agent());
            delete.setLong(2, lease.epoch());
            delete.executeUpdate();
        }
    }
}
