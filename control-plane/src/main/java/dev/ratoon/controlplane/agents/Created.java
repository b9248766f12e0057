package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Which agent a key of idempotency has made. */
@Singleton
class Created {
    private final DataSource database;

    Created(DataSource database) {
        this.database = database;
    }

    /** Empty when none has. */
    Optional<UUID> before(LogStore.Asked asked) {
        if (asked.key() == null) {
            return Optional.empty();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select id, request_digest from agents"
                                        + " where owner_id = ? and idempotency_key = ?")) {
            select.setObject(1, asked.owner());
            select.setString(2, asked.key());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                if (!row.getString(2).equals(asked.digest())) {
                    throw new Failure(
                            ProblemType.CONFLICT,
                            "This Idempotency-Key was used for another request. Use a new one.");
                }
                return Optional.of(row.getObject(1, UUID.class));
            }
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }
}
