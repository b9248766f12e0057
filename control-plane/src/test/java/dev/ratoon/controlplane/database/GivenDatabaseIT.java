package dev.ratoon.controlplane.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every way in which a --database-url can be wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GivenDatabaseIT {
    private static final String PASSWORD = "s3cret-that-must-not-show";

    private TestServer server;
    private String at;

    @BeforeAll
    void start() {
        server = TestServer.start("embedded");
        at = server.any().jdbcUrl().replaceFirst(".*//([^/]+)/.*", "$1");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void user_and_password_may_stand_in_the_url() {
        String url = "postgresql://ratoon:" + server.any().password() + "@" + at + "/ratoon";
        assertEquals("ratoon", GivenDatabase.open(url, Map.of()).username());
    }

    @Test
    void the_password_may_stand_in_the_environment() {
        var environment = Map.of("RATOON_DATABASE_PASSWORD", server.any().password());
        String url = "jdbc:postgresql://" + at + "/ratoon?user=ratoon";
        assertEquals(server.any().password(), GivenDatabase.open(url, environment).password());
    }

    @Test
    void a_wrong_password() {
        assertRefused("postgresql://ratoon:" + PASSWORD + "@" + at + "/ratoon", "does not let");
    }

    @Test
    void a_missing_database() {
        String url = "postgresql://ratoon:" + server.any().password() + "@" + at + "/absent";
        assertRefused(url, "no database absent");
    }

    @Test
    void an_unknown_host() {
        assertRefused("postgresql://ratoon:" + PASSWORD + "@no.such.host.invalid/x", "unknown");
    }

    @Test
    void a_refused_connection() {
        assertRefused("postgresql://ratoon:" + PASSWORD + "@127.0.0.1:1/x", "Nothing listens");
    }

    @Test
    void something_that_is_not_postgresql() throws Exception {
        try (var web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(web, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            assertRefused(
                    "postgresql://ratoon:" + PASSWORD + "@127.0.0.1:" + web.getLocalPort() + "/x",
                    "does not speak PostgreSQL");
        }
    }

    @Test
    void an_old_postgresql() throws Exception {
        try (var old = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> OldPostgresFake.answer(old));
            assertRefused(
                    "postgresql://ratoon:"
                            + PASSWORD
                            + "@127.0.0.1:"
                            + old.getLocalPort()
                            + "/x?sslmode=disable",
                    "PostgreSQL 14.2, and Ratoon needs 15");
        }
    }

    @Test
    void something_that_is_not_a_url() {
        assertRefused("mysql://ratoon:" + PASSWORD + "@host/x", "not the address");
    }

    @Test
    void a_password_with_special_characters_does_not_leak_when_it_cuts_the_url() {
        assertRefused("postgresql://ratoon:" + PASSWORD + "?x@host/db", "not the address");
        assertRefused("postgresql://ratoon:" + PASSWORD + "/x@127.0.0.1:1/db", "Nothing listens");
        assertRefused("postgresql://ratoon:" + PASSWORD + "@x@127.0.0.1:1/db", "Nothing listens");
    }

    private static void answer(ServerSocket server, String text) {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                socket.getInputStream().read(new byte[8]);
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void assertRefused(String url, String what) {
        var refused = assertThrows(StartFailure.class, () -> GivenDatabase.open(url, Map.of()));
        String said = refused.getMessage() + " " + refused.nextStep();
        assertTrue(said.contains(what), said);
        assertFalse(said.contains(PASSWORD), said);
    }
}
