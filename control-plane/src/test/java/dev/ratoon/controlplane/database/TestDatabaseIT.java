package dev.ratoon.controlplane.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TestDatabaseIT {
    @Inject DataSource database;

    @Test
    void every_start_has_a_migrated_database_of_its_own() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select max(version::int) from flyway_schema_history")) {
            rows.next();
            assertEquals(Migrations.newest(), rows.getInt(1));
        }
    }

    /** Else a kill between the two would leave a schema that no start could migrate any more. */
    @Test
    void a_migration_and_the_row_that_says_so_are_one_transaction() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select string_agg(relname, ', ') from pg_class made
                                where relnamespace = 'ratoon'::regnamespace
                                and relname not like 'flyway%'
                                and not exists
                                    (select from flyway_schema_history where xmin = made.xmin)
                                """)) {
            rows.next();
            assertNull(rows.getString(1), "committed without the row of a migration");
        }
    }
}
