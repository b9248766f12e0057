package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;

/** Who has muted which agent. */
@Singleton
class MuteStore {
    private final DataSource database;
    private final LogHub hub;
    private final Clock clock;

    MuteStore(DataSource database, LogHub hub, Clock clock) {
        this.database = database;
        this.hub = hub;
        this.clock = clock;
    }

    /** Answers once whoever follows the agents, in this process or another one, is told. */
    void mute(UUID user, UUID agent) {
        change(
                user,
                agent,
                "insert into mutes (user_id, agent_id, at) values (?, ?, ?) on conflict do nothing",
                Timestamp.from(clock.instant()));
    }

    void unmute(UUID user, UUID agent) {
        change(user, agent, "delete from mutes where user_id = ? and agent_id = ?");
    }

    private void change(UUID user, UUID agent, String sql, Object... more) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, user);
            update.setObject(2, agent);
            for (int i = 0; i < more.length; i++) {
                update.setObject(3 + i, more[i]);
            }
            update.executeUpdate();
            hub.shownOtherwise(connection, agent);
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }
}
