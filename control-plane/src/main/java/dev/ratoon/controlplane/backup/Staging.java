package dev.ratoon.controlplane.backup;

import dev.ratoon.controlplane.database.SchemaGuard;
import dev.ratoon.controlplane.log.Refold;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * The schema that a restore fills beside the live one, and its way into the live one's place.
 *
 * @param flyway how this process migrates; only the schema and the version differ here
 */
record Staging(DataSource database, Configuration flyway) {
    static final String SCHEMA = SchemaGuard.SCHEMA + "_restore";
    private static final String BEFORE = SchemaGuard.SCHEMA + "_before";

    /** Writers finish what they began; one that does not end must not stop a restore for ever. */
    private static final String PATIENCE = "set local lock_timeout = '30s'";

    int newestVersion() {
        var pending = migrations("latest").info().all();
        return Integer.parseInt(pending[pending.length - 1].getVersion().getVersion());
    }

    /** Makes the schema as that version had it. */
    void make(int version) {
        migrations(Integer.toString(version)).migrate();
    }

    void migrateToNewest() {
        migrations("latest").migrate();
    }

    /** Rows of an older fold are as its facts were. */
    void foldAgain(Refold refold) throws SQLException {
        try (Connection connection = database.getConnection()) {
            String path =
                    Sql.query(connection, row -> row.getString(1), "show search_path").getFirst();
            Sql.execute(connection, "set search_path = " + SCHEMA);
            try {
                refold.all(connection);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("the restore was interrupted", e);
            } finally {
                Sql.execute(connection, "set search_path = " + path);
            }
        }
    }

    void remove() throws SQLException {
        try (Connection connection = database.getConnection()) {
            Sql.execute(connection, "drop schema if exists " + SCHEMA + " cascade");
        }
    }

    /** In one transaction: whoever looks sees all of the old or all of the new. */
    void takeOver() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Sql.execute(connection, PATIENCE);
                for (Manifest.Table table : LiveSchema.tables(connection)) {
                    Sql.execute(
                            connection,
                            "lock table " + Sql.quoted(table.name()) + " in access exclusive mode");
                }
                Sql.execute(
                        connection,
                        "alter schema " + SchemaGuard.SCHEMA + " rename to " + BEFORE,
                        "alter schema " + SCHEMA + " rename to " + SchemaGuard.SCHEMA,
                        "drop schema " + BEFORE + " cascade");
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Flyway migrations(String version) {
        return Flyway.configure(flyway.getClassLoader())
                .configuration(flyway)
                .dataSource(database)
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .createSchemas(true)
                .target(version)
                .load();
    }
}
