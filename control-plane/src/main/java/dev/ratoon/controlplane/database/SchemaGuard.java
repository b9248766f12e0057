package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Refuses a database that a newer Ratoon has migrated. Flyway would let it pass: it takes the newer
 * migrations for somebody else's, and the old code would then write what the new schema forbids.
 */
public final class SchemaGuard {
    /** A schema of our own: a restore replaces it as a whole, and nothing else lies in it. */
    public static final String SCHEMA = "ratoon";

    private SchemaGuard() {}

    static void check(Database database) {
        check(database, newestKnown());
    }

    static void check(Database database, int newestKnown) {
        int found = version(database);
        if (found > newestKnown) {
            throw new StartFailure(
                    "A newer Ratoon wrote the database (%s): its schema has version %d, and this"
                                    .formatted(database.description(), found)
                            + " Ratoon knows it up to version "
                            + newestKnown
                            + ".",
                    "Start the newer Ratoon, or choose another home: ./ratoon up --home DIR");
        }
    }

    /** The schema's version; 0 for an empty database. */
    static int version(Database database) {
        try (var connection = Connecting.to(database);
                var statement = connection.createStatement()) {
            try (var there =
                    statement.executeQuery(
                            "select to_regclass('" + SCHEMA + ".flyway_schema_history')")) {
                there.next();
                if (there.getString(1) == null) {
                    return 0;
                }
            }
            try (var newest =
                    statement.executeQuery(
                            "select coalesce(max(split_part(version, '.', 1)::int), 0) from "
                                    + SCHEMA
                                    + ".flyway_schema_history where version is not null")) {
                newest.next();
                return newest.getInt(1);
            }
        } catch (SQLException e) {
            throw new StartFailure(
                    "The history of the database cannot be read (" + e.getMessage() + ").",
                    "Give the user "
                            + database.username()
                            + " the schema ratoon, or restore a backup into another database",
                    e);
        }
    }

    static int newestKnown() {
        try {
            return Migrations.newest();
        } catch (IOException e) {
            throw new StartFailure(
                    "Ratoon cannot read its own migrations (" + e.getMessage() + ").",
                    "Build it again: ./ratoon up in a clean clone",
                    e);
        }
    }
}
