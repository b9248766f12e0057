package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.RunnerKey;
import dev.ratoon.protocol.ToRunner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other processes of the machine at the port that only sandboxes have to do with. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(FloodIT.NobodyReconciles.class)
class FloodIT {
    public static class NobodyReconciles implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api");
        }
    }

    private static final String UPGRADE =
            String.join(
                    "\r\n",
                    " HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "");

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject RunnerListener listener;
    @Inject FirstKeys keys;
    @Inject Clock clock;
    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket each : open) {
            each.close();
        }
    }

    @Test
    void of_too_many_that_say_nothing_the_oldest_goes_and_a_runner_is_let_in() throws Exception {
        for (int i = 0; i < Callers.MOST + 200; i++) {
            dial();
        }
        aRunnerIsLetIn();
        assertTrue(isHungUpOn(open.getFirst()), "the oldest");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"", "GET /runner/control HTTP/1.1\r\nHost: localhost\r\nX: "})
    void who_says_nothing_or_half_a_head_is_hung_up_on(String beginning) throws Exception {
        Socket silent = dial();
        silent.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
        assertTrue(isHungUpOn(silent), "after " + Callers.PATIENCE);
    }

    /** A byte now and then is no sign of life. */
    @Tag("long")
    @Test
    void who_says_its_head_slowly_is_hung_up_on() throws Exception {
        Socket slow = dial();
        slow.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
        slow.setSoTimeout(500);
        long end = System.nanoTime() + Callers.PATIENCE.multipliedBy(2).toNanos();
        boolean hungUp = false;
        while (!hungUp && System.nanoTime() < end) {
            hungUp = hungUpAfterAByte(slow);
        }
        assertTrue(hungUp);
    }

    private static boolean hungUpAfterAByte(Socket slow) throws IOException {
        try {
            slow.getOutputStream().write('x');
            return slow.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            // Nothing yet: half a second was waited, and the next byte goes.
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void a_huge_head_is_refused() throws Exception {
        Socket huge = dial();
        String head = "GET /runner/control HTTP/1.1\r\nX: " + "y".repeat(64 << 10) + "\r\n\r\n";
        try {
            huge.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        } catch (SocketException e) {
            // It was hung up on before all was sent.
            return;
        }
        assertTrue(isHungUpOn(huge));
    }

    /** It need not answer our goodbye; it does not stay for that. */
    @Tag("long")
    @Test
    void who_shows_a_wrong_token_and_stays_is_hung_up_on() throws Exception {
        for (int i = 0; i < 300; i++) {
            Socket wrong = dial();
            String token = "Sandbox " + UUID.randomUUID() + ".1." + "0".repeat(64);
            String head =
                    "GET "
                            + Protocol.CONTROL_PATH
                            + UPGRADE
                            + "Authorization: "
                            + token
                            + "\r\n\r\n";
            wrong.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
        aRunnerIsLetIn();
        for (Socket each : List.copyOf(open)) {
            assertTrue(isHungUpOn(each));
        }
    }

    @Tag("long")
    @Test
    void who_asks_for_anything_else_is_told_no_and_hung_up_on() throws Exception {
        Socket other = dial();
        other.getOutputStream()
                .write("GET /api HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String all = new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertTrue(all.startsWith("HTTP/1.1 404"), all);
    }

    private Socket dial() throws IOException {
        var address = listener.address();
        Socket socket = new Socket(address.host(), address.port());
        open.add(socket);
        return socket;
    }

    /** Within twice the time that it has. */
    private static boolean isHungUpOn(Socket socket) throws IOException {
        socket.setSoTimeout((int) Callers.PATIENCE.multipliedBy(2).toMillis());
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private void aRunnerIsLetIn() throws Exception {
        Map<String, String> wanted =
                Map.of("repository", "https://example.invalid/a/b", "prompt", "true");
        UUID agent = UUID.fromString(people.owner().post("/api/agents", wanted).text("id"));
        var sandbox =
                new ObservedEvent.SandboxWanted(1, clock.instant().plus(Duration.ofMinutes(15)));
        log.append(agent, _ -> List.of(NewEvent.of(sandbox)));
        String first = "Sandbox " + agent + ".1." + keys.of(agent, 1);
        try (var runner = RunnerFake.dial(listener.address(), first).hello(RunnerKey.fresh())) {
            assertEquals(0, runner.hears(ToRunner.Welcome.class).acknowledged());
        }
    }
}
