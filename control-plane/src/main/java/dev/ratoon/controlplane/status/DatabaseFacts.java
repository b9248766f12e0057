package dev.ratoon.controlplane.status;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Asks the database what it is. */
@Singleton
class DatabaseFacts {
    private final DataSource database;
    private final ThisProcess process;

    DatabaseFacts(DataSource database, ThisProcess process) {
        this.database = database;
        this.process = process;
    }

    Status.DatabaseStatus status() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select current_setting('server_version'),"
                                        + " (select version from flyway_schema_history"
                                        + " where success order by installed_rank desc limit 1)")) {
            row.next();
            String version = row.getString(1).split(" ", 2)[0];
            String description = process.database().orElse("PostgreSQL " + version);
            return new Status.DatabaseStatus(
                    description.startsWith("embedded") ? "embedded" : "given",
                    version,
                    row.getString(2),
                    description);
        } catch (SQLException e) {
            throw new Failure(ProblemType.BUSY, "The database does not answer right now.", e);
        }
    }
}
