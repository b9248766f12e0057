package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.peers.Exec;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.protocol.Frame;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of a setup script, in real sandboxes: who gets to know them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class GivenSecretsIT {
    private static final String SECRET = "hunter2-hunter2";

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject TeamStore teams;
    @Inject GivenToSetups setups;
    @TempDir Path directory;
    private Fleet fleet;
    private String team = "";
    private String environment = "";
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
        team = "team-" + Long.toString(System.nanoTime(), 36);
        fleet.api().post("/api/teams", Map.of("name", team));
    }

    @AfterEach
    void end() {
        fleet.api().delete("/api/agents/" + agent);
        fleet.api().delete("/api/environments/" + environment);
    }

    @Test
    void theScriptAloneKnowsIt() throws Exception {
        environment(
                "test ${#TOKEN} = 15 && echo got $TOKEN && test $(cat $RATOON_SECRETS/TOKEN) ="
                        + " $TOKEN && echo ok on $(stat -f -c %T $RATOON_SECRETS/TOKEN) in"
                        + " $RATOON_SECRETS > made");
        agent =
                fleet.start(
                        "auto",
                        "cat made; env; ls /dev/shm /tmp; ls -d $(sed 's/.* in //' made) || echo"
                                + " gone",
                        asked());
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("ok on tmpfs in /"), fleet.printed(agent));
        assertTrue(fleet.printed(agent).contains("gone\n"), fleet.printed(agent));
        assertFalse(fleet.printed(agent).contains("TOKEN"), fleet.printed(agent));
        String all = wholeLog();
        assertTrue(all.contains("got [*TOKEN*]"), all);
        assertFalse(all.contains("hunter2"), all);
        JsonNode given = fleet.events(agent, "secrets.given").getFirst().path("payload");
        assertEquals("TOKEN", given.path("names").path(0).asText());
    }

    @Tag("long")
    @Test
    void itIsNotToBeReadInTheMemoryOfOursEither() throws Exception {
        environment("true");
        String looks =
                "for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline | grep -q '^[^ ]*java"
                        + " .*hands[.]Main' && { head -c 0 $p/mem && echo open || echo closed; }; done;"
                        + " echo over";
        agent = fleet.start("auto", looks, asked());
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("closed"), fleet.printed(agent));
        assertFalse(fleet.printed(agent).contains("open\n"), fleet.printed(agent));
    }

    @Test
    void whatIsLeftInAFileNeverReachesTheHarnessOrACheckpoint() throws Exception {
        environment("echo $TOKEN > left");
        agent = fleet.start("auto", "cat left", asked());
        String reason = fleet.await(agent, "failed").path("failure").path("reason").asText();
        assertTrue(reason.contains("TOKEN in /workspace/repository/left"), reason);
        assertEquals(0, fleet.events(agent, "harness.started").size());
        assertEquals(0, fleet.events(agent, "checkpoint.kept").size());
        assertEquals(0, fleet.events(agent, "state.kept").size());
    }

    @Tag("long")
    @Test
    void whoMayNotChangeItDoesNotLookInMeanwhile() throws Exception {
        environment("echo running; until test -e go; do sleep 0.1; done");
        var mate = people.invited("member");
        fleet.api().put("/api/teams/" + team + "/members/" + mate.name(), Map.of("role", "member"));
        agent = fleet.start("auto", "true", asked());
        Eventually.get("the script", this::wholeLog, all -> all.contains("\"text\":\"running"));
        try (var refused = new Exec(mate.api(), agent, "{\"command\":[\"env\"]}")) {
            var frame = assertInstanceOf(Frame.Refused.class, refused.end());
            assertTrue(frame.words().contains("setup script runs with secrets"), frame::words);
        }
        try (var own = new Exec(fleet.api(), agent, "{\"command\":[\"touch\",\"go\"]}")) {
            assertEquals(new Frame.Exit(0), own.end());
        }
        fleet.awaitTurn(agent, 1);
        try (var later = new Exec(mate.api(), agent, "{\"command\":[\"true\"]}")) {
            assertEquals(new Frame.Exit(0), later.end());
        }
    }

    @Test
    void whoMayNotUseTheEnvironmentAnyMoreIsGivenNone() throws Exception {
        environment("echo [${TOKEN-none}] > made");
        var mate = people.invited("member");
        String place = "/api/teams/" + team + "/members/" + mate.name();
        fleet.api().put(place, Map.of("role", "member"));
        Map<String, Object> asked = new HashMap<>(asked());
        asked.put("repository", "https://example.invalid/a/b");
        asked.put("prompt", "true");
        asked.remove("team");
        agent = mate.api().post("/api/agents", asked).text("id");
        fleet.api().delete(place);
        var facts = log.facts(UUID.fromString(agent)).orElseThrow();
        assertEquals(Map.of(), setups.of(facts));
        fleet.api().put(place, Map.of("role", "member"));
        assertEquals(SECRET, setups.of(facts).get("TOKEN").value());
        mate.api().delete("/api/agents/" + agent);
    }

    @Tag("long")
    @Test
    void aScriptThatTheEnvironmentHasNoMoreIsGivenNone() throws Exception {
        environment("echo it gives $TOKEN away");
        var mate = people.invited("member");
        fleet.api().put("/api/teams/" + team + "/members/" + mate.name(), Map.of("role", "member"));
        Map<String, Object> asked = new HashMap<>(asked());
        asked.put("repository", "https://example.invalid/a/b");
        asked.put("prompt", "true");
        asked.remove("team");
        agent = mate.api().post("/api/agents", asked).text("id");
        var facts = log.facts(UUID.fromString(agent)).orElseThrow();
        var mended = Map.of("version", 1, "setup", "true");
        assertEquals(200, fleet.api().put("/api/environments/" + environment, mended).status());
        Failure refused = assertThrows(Failure.class, () -> setups.of(facts));
        assertTrue(refused.forTheCaller().contains("has changed"), refused::forTheCaller);
        mate.api().delete("/api/agents/" + agent);
    }

    private Map<String, Object> asked() {
        return Map.of("environment", environment, "team", teams.mustBeNamed(team).id());
    }

    private void environment(String setup) {
        Api.Answer made =
                fleet.api()
                        .post(
                                "/api/environments",
                                Map.of("name", "e", "team", team, "setup", setup));
        assertEquals(201, made.status(), made.body()::toString);
        environment = made.text("id");
        assertEquals(
                200,
                fleet.api()
                        .put(
                                "/api/environments/" + environment + "/secrets/TOKEN",
                                Map.of("value", SECRET))
                        .status());
    }

    private String wholeLog() {
        var text = new StringBuilder();
        for (var event : log.read(UUID.fromString(agent), 0, 10_000)) {
            text.append(event.type())
                    .append(new String(event.payload(), StandardCharsets.UTF_8))
                    .append('\n');
        }
        return text.toString();
    }
}
