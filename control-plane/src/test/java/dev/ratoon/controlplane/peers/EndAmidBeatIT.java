package dev.ratoon.controlplane.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.database.Database;
import dev.ratoon.controlplane.database.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control plane is asked to end while it renews its lease, and the database takes its time. */
class EndAmidBeatIT {
    @TempDir Path directory;

    @Test
    void the_end_says_nothing_of_it() throws Exception {
        try (TestServer server = TestServer.start("embedded")) {
            Database database = server.freshDatabase();
            try (var plane = new Plane(directory, database);
                    Connection holding = connect(database);
                    Connection looking = connect(database)) {
                plane.up();
                holding.setAutoCommit(false);
                holding.createStatement().execute("lock table processes in access exclusive mode");
                Eventually.get("a beat that waits", () -> waiting(looking), beats -> beats == 1);
                plane.signal("TERM");
                Eventually.get(
                        "its farewell that waits", () -> waiting(looking), both -> both == 2);
                holding.rollback();
                assertEquals("", plane.end());
            }
        }
    }

    private static int waiting(Connection looking) throws SQLException {
        try (var statement = looking.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from pg_stat_activity where wait_event_type ="
                                        + " 'Lock' and query like 'update processes%'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl().replaceFirst("^jdbc:otel:", "jdbc:"),
                database.username(),
                database.password());
    }
}
