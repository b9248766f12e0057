package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.AgentState;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.ObservedTypes;
import dev.ratoon.controlplane.life.Quarantined;
import dev.ratoon.controlplane.life.Source;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.Credential;
import dev.ratoon.protocol.RunnerKey;
import dev.ratoon.protocol.ToRunner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a runner that is hostile, dead or late gets from the control plane. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(DoorIT.NobodyReconciles.class)
class DoorIT {
    private static final Duration KEY_LIFE = Duration.ofMinutes(15);
    private static final int TURNS = 300;
    private static final byte[] GARBAGE = {'{', 0, (byte) 0xff, '"', '\n'};

    /** Which sandboxes are wanted is what the test says. */
    public static class NobodyReconciles implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api");
        }
    }

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject RunnerListener listener;
    @Inject FirstKeys firstKeys;
    @Inject MovableClock clock;
    private final RunnerKey key = RunnerKey.fresh();
    private Api api;
    private UUID agent;

    @BeforeEach
    void anAgentThatWantsItsFirstSandbox() {
        api = people.owner();
        Map<String, String> asked =
                Map.of("repository", "https://example.invalid/a/b", "prompt", "echo one");
        agent = UUID.fromString(api.post("/api/agents", asked).text("id"));
        want(1);
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() {
        Consistency.check(log, agent.toString());
    }

    private void want(int incarnation) {
        note(new ObservedEvent.SandboxWanted(incarnation, clock.instant().plus(KEY_LIFE)));
    }

    private void note(ObservedEvent event) {
        log.append(agent, _ -> List.of(NewEvent.of(event)));
    }

    private String first(int incarnation) {
        return Credential.FIRST_SCHEME
                + agent
                + "."
                + incarnation
                + "."
                + firstKeys.of(agent, incarnation);
    }

    private RunnerFake dial(String shown) {
        return dial(shown, key);
    }

    private RunnerFake dial(String shown, RunnerKey as) {
        return RunnerFake.dial(listener.address(), shown).hello(as);
    }

    private List<LogEvent> reported() {
        return log.read(agent, 0, 1_000).stream()
                .filter(event -> event.source() == Source.REPORTED)
                .toList();
    }

    private static String notice(String words) {
        return "{\"words\":\"" + words + "\"}";
    }

    @Test
    void a_dead_incarnation_that_talks_on_is_told_so_and_nothing_of_it_is_kept() throws Exception {
        try (RunnerFake dead = dial(first(1))) {
            dead.says(1, "notice", notice("alive"));
            dead.awaitAcknowledged(1);
            note(new ObservedEvent.SandboxEnded(1, "Somebody killed it."));
            want(2);
            dead.says(2, "notice", notice("from the grave"));
            assertEquals(ControlDoor.OVER, dead.closeCode());
        }
        try (RunnerFake again = dial(first(1));
                RunnerFake signed =
                        dial(key.sign(Audience.CONTROL, agent.toString(), 1, now()).header())) {
            assertEquals(ControlDoor.OVER, again.closeCode());
            assertEquals(ControlDoor.OVER, signed.closeCode());
        }
        try (RunnerFake living = dial(first(2), RunnerKey.fresh())) {
            assertEquals(1, living.hears(ToRunner.Welcome.class).acknowledged());
            living.says(2, "notice", notice("reborn"));
            living.awaitAcknowledged(2);
        }
        List<String> kept =
                reported().stream()
                        .map(event -> new String(event.payload(), StandardCharsets.UTF_8))
                        .toList();
        assertEquals(List.of(notice("alive"), notice("reborn")), kept);
    }

    @Test
    void what_comes_again_is_kept_once_and_a_gap_ends_the_connection() throws Exception {
        try (RunnerFake runner = dial(first(1))) {
            runner.says(1, "notice", notice("one"));
            runner.says(1, "notice", notice("one"));
            runner.says(2, "notice", notice("two"));
            runner.awaitAcknowledged(2);
            runner.says(4, "notice", notice("four"));
            assertEquals(1002, runner.closeCode());
        }
        assertEquals(List.of(1L, 2L), reported().stream().map(LogEvent::n).toList());
    }

    @Test
    void a_forged_event_is_reported_and_changes_nothing() throws Exception {
        var before = log.facts(agent).orElseThrow();
        try (RunnerFake runner = dial(first(1))) {
            runner.hears(ToRunner.Welcome.class);
            List<String> ours = List.copyOf(ObservedTypes.ALL.keySet());
            for (int i = 0; i < ours.size(); i++) {
                runner.says(i + 1, ours.get(i), "{\"by\":\"owner\",\"limits\":{\"turns\":9}}");
            }
            runner.awaitAcknowledged(ours.size());
        }
        assertEquals(ObservedTypes.ALL.size(), reported().size());
        var after = log.facts(agent).orElseThrow();
        assertEquals(before.limits(), after.limits());
        assertEquals(before.talk(), after.talk());
        assertEquals(before.wish(), after.wish());
        assertEquals(before.approvals(), after.approvals());
    }

    @Test
    void garbage_is_kept_to_the_byte_and_marked_and_what_follows_goes_on() throws Exception {
        try (RunnerFake runner = dial(first(1))) {
            runner.says(1, "turn.ended", GARBAGE);
            runner.says(
                    2,
                    "said",
                    "{\"message\":\"m\",\"kind\":\"text\",\"offset\":0,\"text\":\"a\\u0000b\",\"last\":true}");
            runner.says(3, "of.a.newer.runner", new byte[0]);
            runner.awaitAcknowledged(3);
        }
        assertTrue(Arrays.equals(GARBAGE, reported().getFirst().payload()));
        List<Quarantined> marked =
                log.read(agent, 0, 1_000, List.of("payload.quarantined")).stream()
                        .map(event -> (Quarantined) event.observed())
                        .toList();
        assertEquals(1, marked.size());
        assertEquals("turn.ended", marked.getFirst().reportedType());
        String shown = api.get("/api/agents/" + agent + "/events").raw().body();
        assertTrue(shown.contains("a\\u0000b") && shown.contains("\"damaged\""), shown);
    }

    @Test
    void a_credential_opens_one_door_of_one_agent_for_minutes() throws Exception {
        String id = agent.toString();
        try (RunnerFake runner = dial(first(1))) {
            runner.hears(ToRunner.Welcome.class);
        }
        String other =
                api.post("/api/agents", Map.of("repository", "https://example.invalid/a/b"))
                        .text("id");
        Map<String, String> refused =
                Map.of(
                        "of another door",
                        key.sign(Audience.GIT, id, 1, now()).header(),
                        "of yesterday",
                        key.sign(Audience.CONTROL, id, 1, now().minus(Duration.ofMinutes(6)))
                                .header(),
                        "of tomorrow",
                        key.sign(Audience.CONTROL, id, 1, now().plus(Duration.ofMinutes(16)))
                                .header(),
                        "of another's key",
                        RunnerKey.fresh().sign(Audience.CONTROL, id, 1, now()).header(),
                        "for another's agent",
                        key.sign(Audience.CONTROL, other, 1, now()).header(),
                        "none",
                        "Bearer " + firstKeys.of(agent, 1));
        for (var each : refused.entrySet()) {
            try (RunnerFake thief = dial(each.getValue())) {
                int code = thief.closeCode();
                assertTrue(code == ControlDoor.REFUSED || code == ControlDoor.OVER, each.getKey());
            }
        }
        try (RunnerFake thief = dial(first(1), RunnerKey.fresh())) {
            assertEquals(
                    ControlDoor.REFUSED, thief.closeCode(), "the first key with another key pair");
        }
        assertEquals(1, log.read(agent, 0, 100, List.of("runner.connected")).size());
        try (RunnerFake runner = dial(key.sign(Audience.CONTROL, id, 1, now()).header())) {
            runner.hears(ToRunner.Welcome.class);
        }
    }

    @Test
    void a_first_key_is_good_for_minutes() throws Exception {
        try (var _ = clock.forward(KEY_LIFE);
                RunnerFake late = dial(first(1))) {
            assertEquals(ControlDoor.REFUSED, late.closeCode());
        }
        try (RunnerFake runner = dial(first(1))) {
            runner.hears(ToRunner.Welcome.class);
        }
    }

    @Test
    void a_clock_that_jumps_cuts_no_connection_and_loses_nothing() throws Exception {
        try (RunnerFake runner = dial(first(1))) {
            runner.says(1, "notice", notice("before"));
            runner.awaitAcknowledged(1);
            try (var _ = clock.forward(Duration.ofHours(1))) {
                runner.says(2, "notice", notice("an hour ahead"));
                runner.awaitAcknowledged(2);
            }
            try (var _ = clock.forward(Duration.ofHours(-1))) {
                runner.says(3, "notice", notice("an hour back"));
                runner.awaitAcknowledged(3);
            }
        }
        assertEquals(List.of(1L, 2L, 3L), reported().stream().map(LogEvent::n).toList());
    }

    /** The runner is being told of the one event while the other is written. */
    @Tag("long")
    @Test
    void every_turn_is_told_however_close_upon_its_message_it_was_given() throws Exception {
        try (RunnerFake runner = dial(first(1))) {
            runner.hears(ToRunner.Welcome.class);
            for (int turn = 1; turn <= TURNS; turn++) {
                UUID message = new UUID(0, turn);
                note(new ObservedEvent.MessageSent(message, "go", false, "ada"));
                note(new ObservedEvent.TurnGiven(turn, message, "go", List.of()));
                assertEquals(turn, runner.hears(ToRunner.Prompt.class).turn());
                runner.says(turn, "turn.ended", "{\"turn\":" + turn + ",\"outcome\":\"finished\"}");
                runner.awaitAcknowledged(turn);
            }
        }
    }

    @Test
    void a_decision_that_has_expired_takes_no_answer() throws Exception {
        try (RunnerFake runner = dial(first(1))) {
            String raw =
                    "{\\\"options\\\":[{\\\"optionId\\\":\\\"a\\\",\\\"kind\\\":\\\"allow_once\\\"}]}";
            runner.says(
                    1,
                    "decision.requested",
                    "{\"request\":\"r\",\"turn\":1,\"raw\":\"" + raw + "\"}");
            runner.awaitAcknowledged(1);
        }
        Facts.Open open = log.facts(agent).orElseThrow().approvals().open().getFirst();
        var yes = Map.of("outcome", "allow", "digest", open.digest());
        String path = "/api/agents/" + agent + "/decisions/" + open.decision();
        try (var _ = clock.forward(Duration.ofDays(8))) {
            Api later = people.owner();
            assertEquals(410, later.post(path, yes).status());
        }
        assertEquals(1, log.facts(agent).orElseThrow().approvals().open().size());
        assertEquals(200, people.owner().post(path, yes).status());
    }

    /** The runner's script has no end; the one who pays for it has a button. */
    @Test
    void a_preparation_that_never_ends_is_stopped_and_told() throws Exception {
        try (RunnerFake runner = dial(first(1))) {
            runner.says(1, "workspace.preparing", "{\"step\":\"setup\"}");
            runner.awaitAcknowledged(1);
            assertTrue(log.facts(agent).orElseThrow().state() instanceof AgentState.SettingUp);
            assertEquals(200, api.post("/api/agents/" + agent + "/stop", null).status());
            assertTrue(runner.hears(ToRunner.End.class).reason().contains("paused"));
        }
        assertTrue(log.facts(agent).orElseThrow().state() instanceof AgentState.Paused);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
