package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.peers.Exec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the packaged control plane: signals are for whole processes. */
class ShutdownIT {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    @Tag("long")
    void a_signal_ends_all_in_order(String signal) throws Exception {
        try (var app = PackagedApp.start(directory)) {
            app.signal(signal);
            assertEquals(0, app.exitCode(), Files.readString(app.err()));
            assertDatabaseIsDown(app);
        }
    }

    @Test
    @Tag("long")
    void a_second_signal_changes_nothing() throws Exception {
        try (var app = PackagedApp.start(directory)) {
            app.signal("INT");
            app.signal("INT");
            assertEquals(0, app.exitCode());
            assertDatabaseIsDown(app);
        }
        try (var again = PackagedApp.start(directory)) {
            String log = Files.readString(again.home().resolve("log/postgresql.log"));
            assertFalse(log.contains("automatic recovery in progress"), log);
        }
    }

    @Test
    @Tag("long")
    void a_request_under_way_is_answered_and_a_new_one_is_not() throws Exception {
        String body = "{\"code\":\"no-such-code\",\"client\":\"cli\"}";
        try (var app = PackagedApp.start(directory);
                var slow = connect(app)) {
            send(slow, "POST /api/login", "Content-Length: " + body.length(), body.substring(0, 9));
            assertEquals("", statusLine(app, "GET /health/live", 200));
            app.signal("TERM");
            assertEquals("", statusLine(app, "GET /health/ready", 503));
            assertEquals("", statusLine(app, "POST /api/login", 503));
            slow.getOutputStream().write(body.substring(9).getBytes(StandardCharsets.US_ASCII));
            String answer = firstLine(slow);
            assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
            assertEquals(0, app.exitCode());
        }
    }

    @Test
    @Tag("long")
    void who_reads_a_stream_is_told_of_the_end_and_does_not_hold_it_up() throws Exception {
        try (var app = PackagedApp.start(directory);
                var reading = follow(app);
                var asleep = follow(app)) {
            var lines = lines(reading);
            awaitLine(lines, "event: fleet-complete");
            Instant began = Instant.now();
            app.signal("TERM");
            awaitLine(lines, "retry: 1000");
            awaitLine(lines, "event: end");
            awaitLine(lines, "data: {\"reason\":\"ending\"");
            assertEquals(0, app.exitCode(), Files.readString(app.err()));
            // The grace for requests under way is 10 s.
            Duration took = Duration.between(began, Instant.now());
            assertTrue(took.toSeconds() < 5, took::toString);
            assertEquals("", Files.readString(app.err()));
            String log = Files.readString(app.home().resolve("log/control-plane.log"));
            assertFalse(log.contains(" ERROR ") || log.contains(" WARN "), log);
            assertTrue(asleep.isConnected());
        }
    }

    @Test
    @Tag("long")
    void a_command_that_was_run_holds_no_end_up() throws Exception {
        try (var app = PackagedApp.start(directory)) {
            app.awaitAccount();
            String token = Files.readString(app.home().resolve("run/owner.token")).strip();
            Api api = Api.unknown(URI.create("http://127.0.0.1:" + app.port())).bearer(token);
            Map<String, Object> wanted = Map.of("repository", "https://example.invalid/a/b");
            String agent = api.post("/api/agents", wanted).text("id");
            api.post("/api/agents/" + agent + "/pause", null);
            try (var exec = new Exec(api, agent, "{\"command\":[\"true\"]}")) {
                assertNotNull(exec.end());
            }
            Instant began = Instant.now();
            app.signal("TERM");
            assertEquals(0, app.exitCode(), Files.readString(app.err()));
            Duration took = Duration.between(began, Instant.now());
            assertTrue(took.toSeconds() < 8, took::toString);
        }
    }

    private static Socket follow(PackagedApp app) throws Exception {
        app.awaitAccount();
        String token = Files.readString(app.home().resolve("run/owner.token")).strip();
        Socket socket = connect(app);
        send(socket, "GET /api/stream", "Authorization: Bearer " + token, "");
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void awaitLine(BufferedReader lines, String beginning) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = lines.readLine();
        }
        assertTrue(line != null, "no line begins with " + beginning);
    }

    private static void assertDatabaseIsDown(PackagedApp app) {
        assertFalse(Files.exists(app.home().resolve("postgres/postmaster.pid")));
    }

    /** Empty if the wanted status comes within a bound; else the last answer. */
    private static String statusLine(PackagedApp app, String what, int wanted) throws Exception {
        String answer = "";
        Instant end = Instant.now().plusSeconds(5);
        while (Instant.now().isBefore(end)) {
            try (var socket = connect(app)) {
                send(socket, what, "Content-Length: 0", "");
                answer = firstLine(socket);
            }
            if (answer.startsWith("HTTP/1.1 " + wanted)) {
                return "";
            }
        }
        return answer;
    }

    private static Socket connect(PackagedApp app) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), app.port());
    }

    private static void send(Socket socket, String what, String header, String body)
            throws IOException {
        String request =
                what
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + socket.getPort()
                        + "\r\nContent-Type: application/json\r\n"
                        + header
                        + "\r\n\r\n"
                        + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static String firstLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        var in = socket.getInputStream();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }
}
