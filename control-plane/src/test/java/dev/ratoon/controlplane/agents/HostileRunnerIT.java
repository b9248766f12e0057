package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.peers.Exec;
import dev.ratoon.controlplane.runners.FirstKeys;
import dev.ratoon.controlplane.runners.RunnerFake;
import dev.ratoon.controlplane.runners.RunnerListener;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.RunnerKey;
import dev.ratoon.protocol.ToRunner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A runner that does not mean well, at the real doors. Nobody reconciles: the test is the sandbox.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(HostileRunnerIT.NobodyReconciles.class)
class HostileRunnerIT {
    public static class NobodyReconciles implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api,git", "ratoon.agents.log-per-day", "1");
        }
    }

    private static final byte[] HALF_A_MEBIBYTE =
            ("{\"source\":\"x\",\"text\":\"" + "y".repeat(1 << 19) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject RunnerListener listener;
    @Inject FirstKeys keys;
    @Inject MovableClock clock;
    @TempDir Path directory;
    private final RunnerKey key = RunnerKey.fresh();
    private Fleet fleet;
    private String agent;
    private SandboxOrder.Address door;

    @BeforeEach
    void anAgentWhoseSandboxIsExpected() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
        agent = fleet.start("auto", "true");
        Duration good = Duration.ofMinutes(15);
        log.append(
                UUID.fromString(agent),
                _ ->
                        List.of(
                                NewEvent.of(
                                        new ObservedEvent.SandboxWanted(
                                                1, clock.instant().plus(good)))));
        door = listener.address();
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() {
        Consistency.check(log, agent);
    }

    @Test
    void the_first_key_opens_once_and_who_missed_the_answer_comes_with_its_own() throws Exception {
        try (var _ = RunnerFake.dial(door, firstKey()).hello(key)) {
            Eventually.get(
                    "the first connection",
                    () -> fleet.events(agent, "runner.connected"),
                    events -> events.size() == 1);
        }
        try (var replayed = RunnerFake.dial(door, firstKey()).hello(key)) {
            assertEquals(4003, replayed.closeCode());
        }
        try (var own = RunnerFake.dial(door, signed(Audience.CONTROL)).hello(key)) {
            own.hears(ToRunner.Welcome.class);
        }
        assertEquals(2, fleet.events(agent, "runner.connected").size());
    }

    @Test
    void of_many_with_the_first_key_at_once_one_is_let_in() throws Exception {
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            callers.add(
                    () -> {
                        var own = RunnerKey.fresh();
                        try (var caller = RunnerFake.dial(door, firstKey()).hello(own)) {
                            return caller.isWelcome();
                        }
                    });
        }
        int welcomed = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> each : threads.invokeAll(callers)) {
                welcomed += each.get() ? 1 : 0;
            }
        }
        assertEquals(1, welcomed);
        assertEquals(1, fleet.events(agent, "runner.connected").size());
    }

    /** Both were recognised by the same facts; what counts is what holds when they say Hello. */
    @Test
    void of_two_who_were_recognised_by_the_first_key_the_second_is_not_let_in() throws Exception {
        try (var thief = RunnerFake.dial(door, firstKey());
                var runner = RunnerFake.dial(door, firstKey())) {
            runner.hello(key).hears(ToRunner.Welcome.class);
            assertEquals(4003, thief.hello(RunnerKey.fresh()).closeCode());
        }
        assertEquals(1, fleet.events(agent, "runner.connected").size());
    }

    @Test
    void one_whose_incarnation_ends_before_its_hello_is_told_so_and_is_not_noted()
            throws Exception {
        try (var runner = RunnerFake.dial(door, firstKey())) {
            log.append(
                    UUID.fromString(agent),
                    _ -> List.of(NewEvent.of(new ObservedEvent.SandboxEnded(1, "It is a test."))));
            assertEquals(4001, runner.hello(key).closeCode());
        }
        assertEquals(0, fleet.events(agent, "runner.connected").size());
    }

    @Test
    void a_runner_cannot_change_its_key() throws Exception {
        connected().close();
        try (var runner = RunnerFake.dial(door, signed(Audience.CONTROL))) {
            assertEquals(4003, runner.hello(RunnerKey.fresh()).closeCode());
        }
        assertEquals(1, fleet.events(agent, "runner.connected").size());
    }

    @Test
    void a_credential_for_another_door_or_key_is_refused() throws Exception {
        connected().close();
        for (String shown :
                List.of(
                        signed(Audience.GIT),
                        RunnerKey.fresh()
                                .sign(Audience.CONTROL, agent, 1, clock.instant())
                                .header(),
                        "Bearer x")) {
            try (var other = RunnerFake.dial(door, shown)) {
                assertEquals(4003, other.closeCode());
            }
        }
    }

    @Test
    void what_prints_for_ever_fails_in_words_and_is_taken_in_slowly_from_then_on()
            throws Exception {
        try (var runner = connected()) {
            for (int n = 1; n <= 4; n++) {
                runner.says(n, "output", HALF_A_MEBIBYTE);
            }
            JsonNode failed = fleet.await(agent, "failed");
            assertTrue(
                    failed.path("failure").path("reason").asText().contains("wrote 1 MiB"),
                    failed::toString);
            assertTrue(
                    failed.path("failure").path("nextStep").asText().contains("log-per-day"),
                    failed::toString);
            assertEquals(
                    "log",
                    fleet.events(agent, "limit.reached")
                            .getFirst()
                            .path("payload")
                            .path("limit")
                            .asText());
            assertTrue(runner.hears(ToRunner.End.class).reason().contains("wrote 1 MiB"));
            long began = System.nanoTime();
            for (int n = 5; n <= 6; n++) {
                runner.says(n, "output", HALF_A_MEBIBYTE);
                runner.awaitAcknowledged(n);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            assertTrue(took.compareTo(Duration.ofSeconds(2)) >= 0, took::toString);
        }
    }

    @Test
    void a_new_day_has_an_allowance_of_its_own() throws Exception {
        try (var runner = connected()) {
            runner.says(1, "output", HALF_A_MEBIBYTE);
            runner.awaitAcknowledged(1);
            try (var _ = clock.forward(Duration.ofDays(1))) {
                runner.says(2, "output", HALF_A_MEBIBYTE);
                runner.awaitAcknowledged(2);
            }
        }
        assertEquals(List.of(), fleet.events(agent, "limit.reached"));
    }

    @Test
    void a_record_that_lacks_something_is_quarantined_and_acknowledged() throws Exception {
        try (var runner = connected()) {
            runner.says(1, "decision.requested", "{}".getBytes(StandardCharsets.UTF_8));
            assertEquals(1, runner.hears(ToRunner.Acknowledged.class).n());
        }
        assertEquals(1, fleet.events(agent, "payload.quarantined").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "outbox", "version", "protocol before", "protocol after"})
    void a_hello_that_no_runner_says_leaves_nothing_behind(String wrong) throws Exception {
        var hello =
                new FromRunner.Hello(
                        switch (wrong) {
                            case "protocol before" -> Protocol.OLDEST - 1;
                            case "protocol after" -> Protocol.VERSION + 1;
                            default -> Protocol.VERSION;
                        },
                        wrong.equals("version") ? "v".repeat(101) : "v",
                        wrong.equals("key") ? "k".repeat(300_000) : key.published(),
                        wrong.equals("outbox") ? "a\u0000b" : "box",
                        0,
                        0);
        try (var runner = RunnerFake.dial(door, firstKey()).hello(hello)) {
            assertEquals(wrong.startsWith("protocol") ? 4003 : 1002, runner.closeCode());
        }
        assertEquals(0, fleet.events(agent, "runner.connected").size());
        connected().close();
    }

    @Test
    void a_message_that_is_too_long_ends_the_connection() throws Exception {
        try (var runner = connected()) {
            runner.says(1, "output", new byte[(1 << 20) + 1]);
            Eventually.get("its end", () -> stillHears(runner), hears -> !hears);
        }
        assertEquals(0, fleet.events(agent, "output").size());
    }

    /** Also on the path of one that is waited for, which opens to its own ticket all the same. */
    @Test
    void a_stream_is_opened_by_nobody_who_guesses_its_ticket() throws Exception {
        try (var runner = connected();
                var exec = new Exec(fleet.api(), agent, "{\"command\":[\"true\"]}")) {
            var asked = runner.hears(ToRunner.OpenStream.class);
            String nobodys = "/runner/streams/" + UUID.randomUUID() + "/" + UUID.randomUUID();
            for (String path : List.of(nobodys, asked.path())) {
                for (String query : List.of("", "?ticket=", "?ticket=" + "0".repeat(64))) {
                    try (var guess = RunnerFake.dialStream(door, path + query)) {
                        assertEquals(1008, guess.closeCode(), path + query);
                    }
                }
            }
            String own = asked.path() + "?ticket=" + asked.ticket();
            try (var dialled = RunnerFake.dialStream(door, own)) {
                dialled.says(new Frame.Exit(7));
                assertEquals(new Frame.Exit(7), exec.end());
            }
        }
    }

    @Test
    void a_streams_ticket_is_good_once() throws Exception {
        try (var runner = connected();
                var _ = new Exec(fleet.api(), agent, "{\"command\":[\"true\"]}")) {
            var asked = runner.hears(ToRunner.OpenStream.class);
            String path = asked.path() + "?ticket=" + asked.ticket();
            try (var first = RunnerFake.dialStream(door, path);
                    var second = RunnerFake.dialStream(door, path)) {
                assertEquals(1008, second.closeCode());
                assertTrue(first.isOpen());
            }
        }
    }

    private RunnerFake connected() throws InterruptedException {
        var runner = RunnerFake.dial(door, firstKey()).hello(key);
        runner.hears(ToRunner.Welcome.class);
        return runner;
    }

    /** One whose socket was reset amid a write may learn of it by the next write alone. */
    private static boolean stillHears(RunnerFake runner) {
        runner.says(2, "output", "more".getBytes(StandardCharsets.UTF_8));
        return runner.isOpen();
    }

    private String firstKey() {
        return "Sandbox " + agent + ".1." + keys.of(UUID.fromString(agent), 1);
    }

    private String signed(Audience audience) {
        return key.sign(audience, agent, 1, clock.instant()).header();
    }
}
