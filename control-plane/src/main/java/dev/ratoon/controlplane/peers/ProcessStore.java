package dev.ratoon.controlplane.peers;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The processes that work on this database. One lives while its lease holds, which is in the
 * database's time. Rows of dead ones are kept for a day: people are told by them what is missing.
 */
@Singleton
class ProcessStore {
    private static final String LEASE = "now() + interval '15 seconds'";

    private final DataSource database;

    ProcessStore(DataSource database) {
        this.database = database;
    }

    /**
     * What is known of a process.
     *
     * @param address none before it listens
     * @param back whether its home has another process since, to which its runners will come
     */
    record Known(String id, @Nullable String address, String place, boolean lives, boolean back) {}

    /** Enters it, or returns one that lives and has another key: then it is not entered. */
    Optional<Known> enter(String id, String key, String place) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                // One after the other: of two first starts with two keys one must see the other.
                run(connection, "lock table processes in share row exclusive mode");
                // One process uses a home: an earlier one of this home is dead.
                run(
                        connection,
                        "update processes set alive_until = now()"
                                + " where place = ? and alive_until > now()",
                        place);
                run(
                        connection,
                        "delete from processes where alive_until < now() - interval '1 day'");
                Optional<Known> other = withOtherKey(connection, key);
                if (other.isEmpty()) {
                    run(
                            connection,
                            "insert into processes (id, key, place, alive_until) values (?, ?, ?, "
                                    + LEASE
                                    + ")",
                            id,
                            key,
                            place);
                }
                connection.commit();
                return other;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static Optional<Known> withOtherKey(Connection connection, String key)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select id, address, place, true, false from processes"
                                + " where alive_until > now() and key <> ? limit 1")) {
            select.setString(1, key);
            return first(select);
        }
    }

    /** False when there is no such row any more: a restore has taken it away. */
    boolean renew(String id, @Nullable String address) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return run(
                            connection,
                            "update processes set alive_until = "
                                    + LEASE
                                    + ", address = ? where id = ?",
                            address,
                            id)
                    == 1;
        }
    }

    void leave(String id) throws SQLException {
        try (Connection connection = database.getConnection()) {
            run(connection, "update processes set alive_until = now() where id = ?", id);
        }
    }

    Optional<Known> find(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select id, address, place, alive_until > now(), exists (select 1"
                                        + " from processes o where o.place = p.place and o.id <> p.id"
                                        + " and o.alive_until > now()) from processes p"
                                        + " where id = ?")) {
            select.setString(1, id);
            return first(select);
        }
    }

    /** Whose lease has ended and whose home has no other process since. */
    Set<String> away() throws SQLException {
        Set<String> away = new HashSet<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select id from processes p where alive_until <= now() and not"
                                        + " exists (select 1 from processes o where"
                                        + " o.place = p.place and o.alive_until > now())");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                away.add(rows.getString(1));
            }
        }
        return away;
    }

    private static Optional<Known> first(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(
                            new Known(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getBoolean(4),
                                    row.getBoolean(5)))
                    : Optional.empty();
        }
    }

    private static int run(Connection connection, String sql, @Nullable String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
