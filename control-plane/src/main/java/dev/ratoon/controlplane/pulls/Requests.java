package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The rows that say what was asked to be published, and what was answered. */
@Singleton
class Requests {
    private static final String BEGIN =
            "insert into publications (agent_id, user_id, key, digest, asked_at)"
                    + " values (?, ?, ?, ?, ?) on conflict do nothing";
    private static final String READ =
            "select digest, asked_at, answer from publications"
                    + " where agent_id = ? and user_id = ? and key = ?";
    private static final String ANSWER =
            "update publications set answer = ? where agent_id = ? and user_id = ? and key = ?";

    private final DataSource database;

    Requests(DataSource database) {
        this.database = database;
    }

    /** A request by the key of whoever sent it. */
    record Key(UUID agent, UUID user, String key) {}

    /**
     * What is known of a request.
     *
     * @param askedAt when it came first: what is made of it carries that time
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Known(Instant askedAt, Optional<byte[]> answer) {}

    /** Writes it down, unless it was before; another request under the same key is refused. */
    Known begin(Key key, String digest, Instant now) {
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
                int next = key(insert, key, 1);
                insert.setString(next, digest);
                insert.setTimestamp(next + 1, Timestamp.from(now));
                insert.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement(READ)) {
                key(select, key, 1);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (!row.getString(1).equals(digest)) {
                        throw new Failure(
                                ProblemType.CONFLICT,
                                "This Idempotency-Key was used for another request. Use a new"
                                        + " one.");
                    }
                    return new Known(
                            row.getTimestamp(2).toInstant(), Optional.ofNullable(row.getBytes(3)));
                }
            }
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    void answered(Key key, byte[] answer) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(ANSWER)) {
            update.setBytes(1, answer);
            key(update, key, 2);
            update.executeUpdate();
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    private static int key(PreparedStatement statement, Key key, int first) throws SQLException {
        statement.setObject(first, key.agent());
        statement.setObject(first + 1, key.user());
        statement.setString(first + 2, key.key());
        return first + 3;
    }
}
