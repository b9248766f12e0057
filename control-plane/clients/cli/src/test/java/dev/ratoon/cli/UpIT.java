package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ratoon up} and what ends it, on one home that goes through all of it. */
class UpIT {
    @TempDir static Path folder;
    private static Installation ratoon;
    private static Launched first;
    private static Launched current;

    @BeforeAll
    static void aFirstStartOverSsh() throws Exception {
        ratoon = new Installation(folder);
        ratoon.with("SSH_CONNECTION", "192.0.2.9 50022 192.0.2.7 22").with("USER", "ann");
        first = ratoon.up();
        current = first;
    }

    @AfterAll
    static void leaveNothing() throws Exception {
        ratoon.close();
    }

    /** Running, whichever test was before. */
    private static Launched running() throws Exception {
        if (!current.process().isAlive()) {
            current = ratoon.up();
        }
        return current;
    }

    private static void ended() throws Exception {
        if (current.process().isAlive()) {
            current.kill("INT");
            current.end();
        }
    }

    @Test
    void theAccountSaysWhatItFoundAndWhereTheDataIs() throws Exception {
        String account = Files.readString(first.out());
        assertLine(account, "Ratoon \\d.*");
        assertLine(account, "  Java +\\d.*");
        assertLine(account, "  Database +embedded PostgreSQL 18.* in " + ratoon.home() + ".*");
        assertLine(account, "  Data +" + ratoon.home() + " \\(made by this start\\)");
        assertLine(account, "  Sandboxes +.+");
        assertLine(account, "Ready in \\d+\\.\\d s at " + ratoon.url());
        assertLine(account, "  \\./ratoon start --repo FOLDER 'make test'");
        assertEquals("", Files.readString(first.err()));
    }

    @Test
    void theAccountSaysHowToSignInAlsoThroughSsh() throws Exception {
        String account = Files.readString(first.out());
        assertLine(account, "  " + ratoon.url() + "/#code=\\S+");
        assertLine(account, "  ssh -L %1$d:127.0.0.1:%1$d ann@192.0.2.7".formatted(ratoon.port()));
    }

    @Test
    void itIsHealthyWhenItSaysThatItIsReady() throws Exception {
        running();
        var health = HttpRequest.newBuilder(URI.create(ratoon.url() + "/health/ready")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(health, BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer::body);
        }
    }

    @Test
    void ctrlCEndsEverythingInOrder() throws Exception {
        Launched up = running();
        up.kill("INT");
        Launched.End end = up.end();
        assertEquals(0, end.exit(), end::toString);
        assertEquals("", end.err());
        ratoon.assertNothingRuns();
        assertFalse(Files.exists(ratoon.home().resolve("postgres/postmaster.pid")));
        assertFalse(Files.exists(ratoon.home().resolve("run/control-plane.json")));
        assertFalse(Files.exists(ratoon.home().resolve("run/owner.token")));
    }

    @Test
    void requestsWhileItEndsLeaveNoTraceOnTheConsole() throws Exception {
        Launched up = running();
        Thread client = Thread.ofVirtual().start(() -> askUntilEnded(up));
        up.kill("INT");
        Launched.End end = up.end();
        client.join();
        assertEquals(0, end.exit(), end::toString);
        assertEquals("", end.err());
    }

    private static void askUntilEnded(Launched up) {
        while (up.process().isAlive()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), ratoon.port())) {
                socket.getOutputStream()
                        .write(
                                ("GET /api/status HTTP/1.1\r\nHost: 127.0.0.1:"
                                                + ratoon.port()
                                                + "\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                int _ = socket.getInputStream().read();
            } catch (IOException e) {
                // It is ending: that is what this is about.
            }
        }
    }

    @Test
    void aSecondStartFindsWhatTheFirstKept() throws Exception {
        running();
        ratoon.answer("user", "add", "kept");
        ended();
        running();
        assertTrue(ratoon.json("user", "list").findValuesAsText("name").contains("kept"));
    }

    @Test
    void afterAKillOfTheProcessGroupAllIsThereAgain() throws Exception {
        Launched up = running();
        ratoon.answer("user", "add", "survivor");
        up.kill("KILL");
        up.end();
        running();
        assertTrue(ratoon.json("user", "list").findValuesAsText("name").contains("survivor"));
    }

    @Test
    void afterAKillOfEveryProcessAllIsThereAgain() throws Exception {
        running();
        ratoon.answer("team", "add", "survivors");
        ratoon.killAll();
        current.end();
        running();
        assertTrue(ratoon.json("team", "list").findValuesAsText("name").contains("survivors"));
    }

    @Test
    void detachedItRunsOnUntilDown() throws Exception {
        ended();
        try {
            String up =
                    ratoon.answer("up", "--detach", "--port", "" + ratoon.port(), "--no-browser");
            assertLine(up, "Ready in .* at " + ratoon.url());
            assertFalse(up.contains("Ctrl-C"), up);
            assertLine(ratoon.answer("status"), "  health +up");

            Launched.End down = ratoon.ratoon("down");
            assertEquals(0, down.exit(), down::toString);
            ratoon.assertNothingRuns();
        } finally {
            // Whatever went wrong, the next test finds the home free.
            ratoon.killAll();
        }
    }

    @Tag("long")
    @Test
    void downIsNotHeldUpByWhoFollowsAndTheyComeBack() throws Exception {
        Launched up = running();
        Launched follower = ratoon.start("list", "-f");
        try {
            follower.says("No agents.");
            Instant began = Instant.now();
            Launched.End down = ratoon.ratoon("down");
            assertEquals(0, down.exit(), down::toString);
            Launched.End end = up.end();
            // The grace for requests under way is 10 s.
            assertTrue(Instant.now().isBefore(began.plusSeconds(8)), "held up by a follower");
            assertEquals(0, end.exit(), end::toString);
            assertEquals("", end.err());
            running();
            assertTrue(follower.process().isAlive());
        } finally {
            follower.kill("TERM");
        }
        Launched.End followed = follower.end();
        assertTrue(followed.err().contains("The connection is lost."), followed::toString);
    }

    @Test
    void downSaysThatNothingRuns() throws Exception {
        ended();
        Launched.End down = ratoon.ratoon("down");
        assertEquals(0, down.exit(), down::toString);
        assertEquals("Ratoon does not run with the data in " + ratoon.home() + ".\n", down.err());
    }

    @Test
    void downEndsAlsoWhatIsStillStarting() throws Exception {
        ended();
        Launched up = ratoon.launch();
        Path lock = ratoon.home().resolve("lock");
        for (int i = 0; i < 3000 && Files.size(lock) == 0; i++) {
            assertFalse(up.process().waitFor(20, TimeUnit.MILLISECONDS));
        }
        Launched.End down = ratoon.ratoon("down");
        assertTrue(down.err().contains("Ratoon has ended."), down::toString);
        up.end();
        ratoon.assertNothingRuns();
    }

    @Test
    void askingWhatDownDoesEndsNothing() throws Exception {
        running();
        assertTrue(ratoon.answer("down", "--help").contains("Usage: ratoon down"));
        assertEquals(2, ratoon.ratoon("down", "--hmoe", "x").exit());
        assertTrue(ratoon.answer("status").contains("up"));
    }

    @Test
    void logsShowsTheLastLines() throws Exception {
        running();
        String two = ratoon.answer("logs", "-n", "2");
        assertEquals(2, two.lines().count(), two);
        assertTrue(two.lines().allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*")), two);
    }

    @Test
    void logsGoesOnAsTheLogGrows() throws Exception {
        running();
        Launched follower = ratoon.start("logs", "-f", "-n", "0");
        ended();
        running();
        follower.says("Ready in ");
        follower.kill("TERM");
        follower.end();
    }

    private static void assertLine(String text, String pattern) {
        assertTrue(
                Pattern.compile("^" + pattern + "$", Pattern.MULTILINE).matcher(text).find(),
                () -> "no line is '" + pattern + "' in:\n" + text);
    }
}
