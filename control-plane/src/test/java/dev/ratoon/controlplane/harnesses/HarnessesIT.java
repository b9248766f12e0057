package dev.ratoon.controlplane.harnesses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Harnesses over the API, and one of the operator's own in a real sandbox. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(HarnessesIT.OneOfOnesOwn.class)
class HarnessesIT {
    private static final String PATH = "/api/harnesses";

    public static class OneOfOnesOwn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String mine = "ratoon.harnesses.mine.";
            return Map.of(
                    mine + "command",
                    "/opt/ratoon/jdk/bin/java,-cp,/opt/ratoon/runner.jar,dev.ratoon.runner.shell.Main",
                    mine + "environment.MINE_BASE",
                    "{gateway}/v1 for {model}",
                    mine + "api",
                    "responses",
                    "ratoon.harnesses.mine-too.command",
                    "/bin/false",
                    "ratoon.agents.model",
                    "here/usual",
                    "ratoon.providers.here.url",
                    "http://127.0.0.1:9",
                    "ratoon.providers.here.apis",
                    "responses",
                    "ratoon.providers.here.needs-key",
                    "false");
        }
    }

    @Inject TestPeople people;
    @Inject LogStore log;
    @TempDir Path directory;

    @Test
    void allAreListedAndOneWithoutAKeySaysTheCommandThatAddsIt() {
        Api api = people.invited("member").api();
        JsonNode before = api.get(PATH).body().path("harnesses");
        assertEquals(
                "shell opencode codex claude gemini qwen copilot mine mine-too",
                String.join(" ", before.findValuesAsText("name")));
        assertTrue(named(before, "shell").path("available").asBoolean());
        assertTrue(named(before, "shell").path("usual").asBoolean());
        JsonNode claude = named(before, "claude");
        assertFalse(claude.path("available").asBoolean());
        assertEquals("ratoon key add anthropic", claude.path("next").asText());
        assertFalse(claude.path("tested").asBoolean());
        assertFalse(claude.path("redistributable").asBoolean());
        assertEquals("on trust", claude.path("asks").asText());
        assertEquals("supervised", named(before, "opencode").path("asks").asText());
        assertEquals("here", named(before, "codex").path("providers").path(0).asText());

        api.put("/api/keys/anthropic", Map.of("key", "sk-ant-4711-abcdefgh"));
        JsonNode after = named(api.get(PATH).body().path("harnesses"), "claude");
        assertTrue(after.path("available").asBoolean(), after::toString);
        assertFalse(after.has("next"));
        Api other = people.invited("member").api();
        assertFalse(
                named(other.get(PATH).body().path("harnesses"), "claude")
                        .path("available")
                        .asBoolean(),
                "another's key is no key");
    }

    @Test
    void onlyWhatIsInstalledHereIsInstalledAndOnlyByWhoMayStartAgents() {
        Api member = people.invited("member").api();
        assertEquals(422, member.post("/api/harnesses/shell/install", Map.of()).status());
        Api.Answer unknown = member.post("/api/harnesses/opncode/install", Map.of());
        assertTrue(unknown.text("detail").contains("'opencode'"), unknown::toString);
        Api viewer = people.invited("viewer").api();
        assertEquals(403, viewer.post("/api/harnesses/opencode/install", Map.of()).status());
    }

    @Test
    void whatCannotBeIsRefusedInWordsAndLeavesNoAgent() {
        Api api = people.invited("member").api();
        says(api, Map.of("harness", "opncode"), "The nearest is 'opencode'");
        says(api, Map.of("harness", "opencode", "model", "opneai/x"), "The nearest is 'openai'");
        says(api, Map.of("harness", "opencode", "model", "openai/x"), "ratoon key add openai");
        says(api, Map.of("harness", "claude", "model", "here/x"), "asks by messages");
        says(api, Map.of("harness", "claude"), "asks by messages");
        says(
                people.owner(),
                Map.of("harness", "codex", "model", "here/x", "unconfined", true),
                "for sandboxes only");
        assertTrue(api.get("/api/agents").body().path("agents").isEmpty());
    }

    @Test
    void anAgentHasOnesOwnHarnessAsItWasWhenItBegan() throws Exception {
        var fleet = new Fleet(people.owner(), GitRepository.in(directory));
        String agent = fleet.start("auto", "echo \"base $MINE_BASE\"", Map.of("harness", "mine"));
        fleet.awaitTurn(agent, 1);
        String printed = fleet.printed(agent);
        assertTrue(printed.contains("base http://127.0.0.1:7071/model/here/v1 for usual"), printed);
        assertEquals("here/usual", fleet.agent(agent).path("model").asText());
        JsonNode taken = fleet.events(agent, "harness.taken").getFirst().path("payload");
        assertEquals("mine", taken.path("harness").asText());
        assertEquals("usual", taken.path("model").asText());
        assertEquals("/opt/ratoon/jdk/bin/java", taken.path("command").path(0).asText());
        fleet.api().delete("/api/agents/" + agent);
        Consistency.check(log, agent);
    }

    @Test
    void oneThatCannotBeginFailsItsAgentInWordsAndIsTriedAgainWhenItIsResumed() throws Exception {
        var fleet = new Fleet(people.owner(), GitRepository.in(directory));
        String agent = fleet.start("auto", "go", Map.of("harness", "mine-too"));
        JsonNode failure = fleet.await(agent, "failed").path("failure");
        String reason = failure.path("reason").asText();
        assertTrue(reason.startsWith("It could not begin to work. The harness mine-too"), reason);
        assertTrue(reason.contains("exit code 1"), reason);
        String next = failure.path("nextStep").asText();
        assertTrue(
                next.contains("ratoon resume " + fleet.agent(agent).path("name").asText()), next);
        fleet.api().post("/api/agents/" + agent + "/resume", Map.of());
        Eventually.get(
                "a second attempt",
                () -> fleet.events(agent, "workspace.failed").size(),
                times -> times == 2);
        fleet.await(agent, "failed");
        assertEquals(2, fleet.events(agent, "sandbox.started").size());
        fleet.api().delete("/api/agents/" + agent);
        Consistency.check(log, agent);
    }

    @Tag("long")
    @Test
    void anAgentThatNamesNoneHasThoseOfItsEnvironment() throws Exception {
        var fleet = new Fleet(people.owner(), GitRepository.in(directory));
        String environment = "e" + Long.toString(System.nanoTime(), 36);
        Map<String, Object> usual = Map.of("harness", "mine", "model", "here/chosen");
        fleet.api().post("/api/environments", Map.of("name", environment, "defaults", usual));
        String agent =
                fleet.start("auto", "echo \"base $MINE_BASE\"", Map.of("environment", environment));
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("for chosen"), fleet.printed(agent));
        assertEquals("mine", fleet.agent(agent).path("harness").asText());
        assertEquals("here/chosen", fleet.agent(agent).path("model").asText());
        fleet.api().delete("/api/agents/" + agent);
        Map<String, Object> named = Map.of("environment", environment, "harness", "shell");
        String other = fleet.start("auto", "echo \"base [$MINE_BASE]\"", named);
        fleet.awaitTurn(other, 1);
        assertTrue(fleet.printed(other).contains("base []"), "what a start names goes first");
        fleet.api().delete("/api/agents/" + other);
        fleet.api().delete("/api/environments/" + environment);
    }

    private static void says(Api api, Map<String, Object> more, String words) {
        var asked = new HashMap<>(more);
        asked.put("repository", "https://github.example/a/b");
        asked.put("prompt", "go");
        Api.Answer answer = api.post("/api/agents", asked);
        assertEquals(422, answer.status(), answer.body()::toString);
        assertTrue(answer.text("detail").contains(words), answer.body()::toString);
    }

    private static JsonNode named(JsonNode harnesses, String name) {
        for (JsonNode each : harnesses) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no harness " + name + " in " + harnesses);
    }
}
