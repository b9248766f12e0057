package dev.ratoon.controlplane.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A running one, in a home with spaces, as whoever runs the tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedPostgresIT {
    private Home home;
    private EmbeddedPostgres database;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        home = Homes.at(directory.resolve("a home with spaces"));
        database = EmbeddedPostgres.start(home);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync,on",
        "synchronous_commit,on",
        "full_page_writes,on",
        "data_checksums,on",
        "password_encryption,scram-sha-256",
        "server_encoding,UTF8",
        "listen_addresses,127.0.0.1"
    })
    void it_runs_with_safe_settings(String name, String value) throws Exception {
        try (var connection = Connecting.to(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("show " + name)) {
            rows.next();
            assertEquals(value, rows.getString(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratoon", "postgres", "root", "nobody"})
    void nobody_gets_in_without_the_password(String user) {
        var refused =
                assertThrows(
                        SQLException.class,
                        () -> Connecting.to(database.jdbcUrl(), user, "not it").close());
        assertTrue(Connecting.wrongPassword(refused), refused.toString());
    }

    @Test
    void another_user_of_the_machine_is_refused_and_cannot_read_the_password() throws Exception {
        Path password = home.path().resolve("postgres.password");
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(password)));
        String url = database.jdbcUrl().replaceFirst("jdbc:(.*)\\?.*", "$1");
        Process psql =
                new ProcessBuilder(
                                asSomebodyElse(
                                        "psql",
                                        "--no-password",
                                        "--username=ratoon",
                                        url,
                                        "-c",
                                        "select 1"))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(psql.getInputStream().readAllBytes(), UTF_8);
        assertTrue(psql.waitFor() != 0 && said.contains("no password supplied"), said);
    }

    private static List<String> asSomebodyElse(String... command) {
        boolean root = new com.sun.security.auth.module.UnixSystem().getUid() == 0;
        var all = new java.util.ArrayList<String>();
        if (root) {
            all.addAll(
                    List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
        } else {
            all.addAll(List.of("env", "PGPASSFILE=/nonexistent"));
        }
        all.addAll(List.of(command));
        return all;
    }

    @Test
    void our_user_is_no_superuser() throws Exception {
        try (var connection = Connecting.to(database);
                var statement = connection.createStatement()) {
            assertThrows(
                    SQLException.class,
                    () -> statement.execute("copy (select 1) to program 'cat'"));
        }
    }

    @Test
    void its_command_line_shows_no_password() throws Exception {
        String line = Files.readString(Path.of("/proc/" + database.pid() + "/cmdline"));
        assertFalse(line.contains(database.password()));
    }
}
