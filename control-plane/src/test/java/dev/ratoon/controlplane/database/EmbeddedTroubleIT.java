package dev.ratoon.controlplane.database;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One message for each way in which a data directory can be bad. */
class EmbeddedTroubleIT {
    @TempDir Path directory;
    private Home home;

    @BeforeEach
    void make() throws Exception {
        home = Homes.at(directory.resolve("home"));
        EmbeddedPostgres.start(home).close();
    }

    @Test
    void data_of_another_major_version_names_both() throws Exception {
        Files.writeString(home.postgres().resolve("PG_VERSION"), "16\n");
        assertRefused("is of PostgreSQL 16, and this Ratoon has PostgreSQL 18", "backup");
    }

    @Test
    void a_missing_version_file_is_damage() throws Exception {
        Files.delete(home.postgres().resolve("PG_VERSION"));
        assertRefused("is damaged", "restore FILE");
    }

    @Test
    void a_truncated_control_file_is_quoted_from_the_log() throws Exception {
        Files.write(home.postgres().resolve("global/pg_control"), new byte[10], TRUNCATE_EXISTING);
        assertRefused("pg_control", "restore FILE");
    }

    @Test
    void missing_files_of_the_database_are_found_at_the_start() throws Exception {
        try (var databases = Files.list(home.postgres().resolve("base"))) {
            for (Path each : databases.toList()) {
                Trees.delete(each);
            }
        }
        assertRefused("PostgreSQL cannot start with the data in", "restore FILE");
    }

    @Test
    void a_changed_password_file_is_named() throws Exception {
        Files.writeString(home.path().resolve("postgres.password"), "another");
        assertRefused("is not the one that the database has", "Delete that file");
    }

    @Test
    void a_lost_password_file_is_replaced() throws Exception {
        Files.delete(home.path().resolve("postgres.password"));
        try (var database = EmbeddedPostgres.start(home)) {
            Connecting.to(database).close();
        }
    }

    private void assertRefused(String what, String next) {
        var refused = assertThrows(StartFailure.class, () -> EmbeddedPostgres.start(home).close());
        assertTrue(String.valueOf(refused.getMessage()).contains(what), refused.getMessage());
        assertTrue(refused.nextStep().contains(next), refused.nextStep());
        assertEquals(
                0,
                ProcessHandle.allProcesses()
                        .filter(
                                each ->
                                        each.info()
                                                .commandLine()
                                                .orElse("")
                                                .contains(home.path().toString()))
                        .count());
    }
}
