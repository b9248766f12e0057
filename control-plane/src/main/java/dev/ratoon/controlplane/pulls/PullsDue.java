package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.FactsRead;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Which pull requests are to be looked after, and when again. Those that one process has taken, no
 * other one sees; if it is killed, they are due again at the next time.
 */
@Singleton
class PullsDue {
    private static final String TAKE =
            """
            update agents set pull_due_at = ? where id in (select id from agents
                where pull_due_at <= ? order by pull_due_at limit ? for update skip locked)
            returning facts, facts_version
            """;
    private static final String LATER_IF_USED =
            """
            update agents set pull_due_at = case when last_active_at > ? then ?::timestamptz end
                where id = ? and pull_due_at is not null
            """;
    private static final String LATER =
            "update agents set pull_due_at = ? where id = ? and pull_due_at is not null";
    private static final String TELL =
            "update agents set pull_trouble = ? where id = ? and pull_trouble is distinct from ?";

    private final DataSource database;
    private final LogHub hub;

    PullsDue(DataSource database, LogHub hub) {
        this.database = database;
        this.hub = hub;
    }

    List<Facts> take(Instant now, Instant next, int most) {
        List<Facts> due = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setTimestamp(1, Timestamp.from(next));
            take.setTimestamp(2, Timestamp.from(now));
            take.setInt(3, most);
            try (ResultSet rows = take.executeQuery()) {
                while (rows.next()) {
                    // One that cannot be read keeps none of the others from being looked after.
                    FactsRead.of(rows.getBytes(1), rows.getInt(2)).ifWhole().ifPresent(due::add);
                }
            }
            return due;
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    /** Never, for an agent that was not used since; its next use makes it due. */
    void laterIfUsedSince(Instant since, UUID agent, Instant when) {
        try (Connection connection = database.getConnection();
                PreparedStatement later = connection.prepareStatement(LATER_IF_USED)) {
            later.setTimestamp(1, Timestamp.from(since));
            later.setTimestamp(2, Timestamp.from(when));
            later.setObject(3, agent);
            later.executeUpdate();
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    void later(UUID agent, Instant when) {
        try (Connection connection = database.getConnection();
                PreparedStatement later = connection.prepareStatement(LATER)) {
            later.setTimestamp(1, Timestamp.from(when));
            later.setObject(2, agent);
            later.executeUpdate();
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    /**
     * Tells people who see the agent.
     *
     * @param trouble why its pull request is not followed; null when it is
     */
    void tell(UUID agent, @Nullable String trouble) {
        try (Connection connection = database.getConnection();
                PreparedStatement tell = connection.prepareStatement(TELL)) {
            tell.setString(1, trouble);
            tell.setObject(2, agent);
            tell.setString(3, trouble);
            if (tell.executeUpdate() > 0) {
                hub.shownOtherwise(connection, agent);
            }
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }
}
