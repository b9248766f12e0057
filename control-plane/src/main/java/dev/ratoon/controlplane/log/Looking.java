package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Looks whether a transaction stands when the answer to its commit is lost: what stands and is
 * tried again would be in the log twice, or be refused to whoever has done it.
 */
final class Looking {
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final DataSource database;
    private final Duration patience;

    Looking(DataSource database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    /** Nobody can say. */
    static final class Unsure extends Exception {
        private static final long serialVersionUID = 1L;

        Unsure(Exception why) {
            super(why);
        }

        Failure forTheCaller() {
            return new Failure(
                    ProblemType.EXTERNAL,
                    "The database went away while this was written down: whether it stands is not"
                            + " known. Look before you do it again.",
                    this);
        }
    }

    /** It stands whole or not at all: so one event of it is enough to tell. */
    boolean stands(List<AgentLock> written) throws Unsure {
        if (written.isEmpty()) {
            return true;
        }
        AgentLock one = written.getFirst();
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return isThere(one.id, one.events().getLast());
            } catch (SQLException e) {
                if (System.nanoTime() >= until) {
                    throw new Unsure(e);
                }
            }
            try {
                Thread.sleep(BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Unsure(e);
            }
        }
    }

    private boolean isThere(UUID agent, LogEvent event) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement bound = connection.createStatement();
                    PreparedStatement lock =
                            connection.prepareStatement(
                                    "select from agents where id = ? for update");
                    PreparedStatement look =
                            connection.prepareStatement(
                                    "select from events where agent_id = ? and seq = ? and at = ?"
                                            + " and type = ?")) {
                bound.execute("set local lock_timeout = '5s'");
                // The server may be at that very commit: the row is free when it is over.
                lock.setObject(1, agent);
                lock.execute();
                look.setObject(1, agent);
                look.setLong(2, event.seq());
                look.setTimestamp(3, Timestamp.from(event.at()));
                look.setString(4, event.type());
                try (ResultSet row = look.executeQuery()) {
                    return row.next();
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
