package dev.ratoon.controlplane.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every PostgreSQL must do for us: the oldest, the newest, and one in a container. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseContract {
    private TestServer server;

    abstract String kind();

    @BeforeAll
    void start() {
        server = TestServer.start(kind());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void the_migrations_run_and_leave_the_newest_version() throws IOException {
        Migrated migrated = Migrated.freshOn(server);
        assertEquals(Migrations.newest(), SchemaGuard.version(migrated.database()));
    }

    @Test
    void every_foreign_key_is_deferrable() throws Exception {
        Migrated migrated = Migrated.freshOn(server);
        assertEquals(
                "null",
                migrated.one(
                        """
                        select string_agg(conrelid::regclass || '.' || conname, ', ')
                        from pg_constraint
                        where contype = 'f' and not condeferrable
                          and connamespace = 'ratoon'::regnamespace
                        """));
        assertTrue(
                Integer.parseInt(
                                migrated.one(
                                        "select count(*) from pg_constraint where contype = 'f'"))
                        > 0);
    }

    @Test
    void all_tables_lie_in_our_own_schema() throws Exception {
        Migrated migrated = Migrated.freshOn(server);
        assertEquals(
                "0", migrated.one("select count(*) from pg_tables where schemaname = 'public'"));
    }

    @Test
    void two_control_planes_that_start_at_once_migrate_once() throws Exception {
        Database database = server.freshDatabase();
        var migrated = new Migrated(database, Migrated.sourceOf(database));
        Callable<Integer> start = () -> migrated.flyway().load().migrate().migrationsExecuted;
        try (var threads = Executors.newFixedThreadPool(4)) {
            int executed = 0;
            for (var each : threads.invokeAll(List.of(start, start, start, start))) {
                executed += each.get();
            }
            assertEquals(Migrations.newest(), executed);
        }
    }

    @Test
    void a_database_of_a_newer_ratoon_is_refused() throws Exception {
        Migrated migrated = Migrated.freshOn(server);
        int later = Migrations.newest() + 1;
        migrated.execute(
                """
                insert into flyway_schema_history
                select installed_rank + 100, '%d', 'later', type, script, checksum, installed_by,
                       installed_on, execution_time, success
                from flyway_schema_history where version = '1'
                """
                        .formatted(later));
        var refused =
                assertThrows(StartFailure.class, () -> SchemaGuard.check(migrated.database()));
        assertTrue(String.valueOf(refused.getMessage()).contains("schema has version " + later));
    }

    @Test
    void an_empty_database_and_our_own_are_accepted() {
        assertDoesNotThrow(() -> SchemaGuard.check(server.freshDatabase()));
        assertDoesNotThrow(() -> SchemaGuard.check(Migrated.freshOn(server).database()));
    }

    @Test
    void it_is_accepted_as_a_given_database() {
        Database fresh = server.freshDatabase();
        Database given =
                GivenDatabase.open(
                        fresh.jdbcUrl() + "&user=" + fresh.username(),
                        java.util.Map.of("RATOON_DATABASE_PASSWORD", fresh.password()));
        assertEquals(0, SchemaGuard.version(given));
    }
}
