package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the verb for harnesses says, against an API of fixed answers. */
class HarnessVerbsIT {
    private ScriptedApi api;

    @BeforeEach
    void begin() throws Exception {
        api = new ScriptedApi();
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void eachIsListedAndOneThatIsNotReadySaysTheCommandThatHelps() {
        ObjectNode all = Json.object();
        all.putArray("harnesses")
                .add(harness("shell", "supervised").put("usual", true))
                .add(
                        harness("codex", "on trust")
                                .put("available", false)
                                .put("why", "There is no key \u001b[2Jyet.")
                                .put("next", "ratoon key add openai")
                                .put("installing", "codex: 3 of 25 packages"));
        api.answering("GET /api/harnesses", all);
        String shown = api.run(0, "harnesses").out();
        assertTrue(shown.contains("shell *  yes    "), shown);
        assertTrue(shown.contains("\ncodex    no     not yet    on trust"), shown);
        assertTrue(
                shown.contains(
                        "codex: There is no key <U+001B>[2Jyet.\n  Next: ratoon key add openai"),
                shown);
        assertTrue(shown.contains("codex: 3 of 25 packages"), shown);
        assertTrue(api.run(0, "harnesses", "--json").out().contains("\"codex\""));
    }

    @Test
    void oneIsInstalledBeforeAnAgentHasIt() {
        api.answering(
                "POST /api/harnesses/codex/install",
                Json.object("title", "Codex", "installed", "underway", "installing", "1 of 25"));
        String shown = api.run(0, "harnesses", "--install", "codex").out();
        assertTrue(shown.contains("Codex is being installed. 1 of 25"), shown);
    }

    @Test
    void anAgentIsStartedWithOneAndItsModel() {
        api.answering("POST /api/agents", Json.object("name", "a-1", "state", "queued"));
        api.run(
                0,
                "start",
                "--repo",
                "https://h.example/n",
                "--harness",
                "opencode",
                "--model",
                "openrouter/qwen/qwen3-coder",
                "go");
        String asked = api.asked.getLast();
        assertTrue(asked.contains("\"harness\":\"opencode\""), asked);
        assertTrue(asked.contains("\"model\":\"openrouter/qwen/qwen3-coder\""), asked);
    }

    @Test
    void modelsAreListedWithWhatTheyCost() {
        ObjectNode all = Json.object("usual", "openai/gpt-5.5");
        for (String name : List.of("openai/gpt-5.5", "openai/o3\u001b[2J")) {
            all.withArray("models")
                    .add(Json.object("name", name, "input", "5", "cached", "0.5", "output", "30"));
        }
        api.answering("GET /api/models", all);
        String shown = api.run(0, "models").out();
        assertTrue(shown.contains("openai/gpt-5.5 *"), shown);
        assertTrue(shown.contains("$0.5"), shown);
        assertTrue(shown.contains("openai/o3?[2J"), shown);
        String few = api.run(0, "models", "gpt", "5.5").out();
        assertTrue(few.contains("openai/gpt-5.5") && !few.contains("o3"), few);
    }

    @Test
    void branchesAreThoseOfAnyRepository() {
        api.answering(
                "GET /api/branches?repository=https%3A%2F%2Fh.example%2Fn&limit=50",
                "{\"branches\":[{\"name\":\"main\",\"isDefault\":true,\"commit\":\""
                        + "a".repeat(40)
                        + "\"}],\"more\":false}");
        String shown = api.run(0, "branches", "https://h.example/n").out();
        assertTrue(shown.contains("main") && shown.contains("default"), shown);
    }

    private static ObjectNode harness(String name, String asks) {
        return Json.object("name", name, "asks", asks, "installed", "not yet", "licence", "MIT")
                .put("available", true)
                .put("tested", true);
    }
}
