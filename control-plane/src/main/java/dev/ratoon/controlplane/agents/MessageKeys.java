package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.Beside;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Which message a key of idempotency stands for, and whether it is in the log: that is noted in the
 * transaction that writes it there, so that two who send it at once write it once.
 */
@Singleton
class MessageKeys implements Beside {
    private static final String BEGIN =
            "insert into message_keys (agent_id, user_id, key, digest, message)"
                    + " values (?, ?, ?, ?, ?) on conflict do nothing";
    private static final String READ =
            "select digest, message, sent from message_keys"
                    + " where agent_id = ? and user_id = ? and key = ?";
    private static final String STANDS = "select sent from message_keys where message = ?";
    private static final String SENT = "update message_keys set sent = true where message = ?";

    private final DataSource database;

    MessageKeys(DataSource database) {
        this.database = database;
    }

    /** A request by the key of whoever sent it. */
    record Key(UUID agent, UUID user, String key) {}

    /** The message that it is, and whether it is sent already. */
    record Known(UUID message, boolean sent) {}

    /** Writes it down, unless it was before; another request under the same key is refused. */
    Known begin(Key key, String digest, UUID message) {
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
                set(insert, key);
                insert.setString(4, digest);
                insert.setObject(5, message);
                insert.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement(READ)) {
                set(select, key);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (!row.getString(1).equals(digest)) {
                        throw new Failure(
                                ProblemType.CONFLICT,
                                "This Idempotency-Key was used for another message. Use a new one.");
                    }
                    return new Known(row.getObject(2, UUID.class), row.getBoolean(3));
                }
            }
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    private static void set(PreparedStatement statement, Key key) throws SQLException {
        statement.setObject(1, key.agent());
        statement.setObject(2, key.user());
        statement.setString(3, key.key());
    }

    @Override
    public Set<String> types() {
        return Set.of("message.sent");
    }

    @Override
    public void write(Connection connection, Facts facts, LogEvent event) throws SQLException {
        if (!(event.observed() instanceof ObservedEvent.MessageSent message)) {
            return;
        }
        try (PreparedStatement select = connection.prepareStatement(STANDS)) {
            select.setObject(1, message.message());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return;
                }
                if (row.getBoolean(1)) {
                    throw new Failure(ProblemType.CONFLICT, "This message is sent already.");
                }
            }
        }
        try (PreparedStatement update = connection.prepareStatement(SENT)) {
            update.setObject(1, message.message());
            update.executeUpdate();
        }
    }
}
