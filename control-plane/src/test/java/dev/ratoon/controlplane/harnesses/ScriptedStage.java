package dev.ratoon.controlplane.harnesses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.peers.Exec;
import dev.ratoon.protocol.Frame;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose harness is a real one, in the product, before the scripted model. */
@SuppressWarnings("NullAway.Init")
abstract class ScriptedStage {
    /** OpenCode asks six times, with pauses of a minute in all, on a machine that may be busy. */
    static final Duration PATIENCE = Duration.ofMinutes(6);

    @Inject TestPeople people;
    @Inject LogStore log;
    @TempDir Path directory;
    Fleet fleet;
    String agent = "";

    @BeforeEach
    void begin() throws Exception {
        boolean here =
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64")
                        && new ProcessBuilder("sh", "-c", "command -v npm").start().waitFor() == 0;
        Assumptions.assumeTrue(here, "real harnesses need npm, on Linux and amd64");
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() {
        if (!agent.isEmpty()) {
            fleet.api().delete("/api/agents/" + agent);
            Consistency.check(log, agent);
        }
    }

    void start(String harness, String mode, String prompt) {
        agent = fleet.start(mode, prompt, Map.of("harness", harness, "model", "here/m"));
    }

    void send(String prompt) {
        var sent = fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", prompt));
        assertTrue(sent.status() < 300, sent.body()::toString);
    }

    void switchTo(String mode) throws Exception {
        var put = fleet.api().put("/api/agents/" + agent + "/mode", Map.of("mode", mode));
        assertEquals(200, put.status(), put.body()::toString);
        Eventually.get(
                "the mode " + mode,
                PATIENCE,
                () -> fleet.events(agent, "mode.reported"),
                all -> !all.isEmpty() && all.getLast().at("/payload/mode").asText().equals(mode));
    }

    void mayUse(long tokens) {
        Map<String, Object> limits = Map.of("limits", Map.of("tokens", tokens));
        assertEquals(200, fleet.api().send("PATCH", "/api/agents/" + agent, limits).status());
    }

    String outcome(int turn) throws Exception {
        return Eventually.get(
                "the end of turn " + turn,
                PATIENCE,
                () -> fleet.outcome(agent, turn),
                outcome -> !outcome.equals("none"));
    }

    JsonNode decision() throws Exception {
        return Eventually.get(
                "a decision", PATIENCE, this::openDecision, open -> !open.isMissingNode());
    }

    JsonNode openDecision() {
        return fleet.api()
                .get("/api/agents/" + agent + "/decisions")
                .body()
                .path("decisions")
                .path(0);
    }

    void answer(String outcome) throws Exception {
        assertEquals(200, fleet.answer(agent, decision(), Map.of("outcome", outcome)).status());
    }

    /** By their ids: a call that is asked for, decided and run has one. */
    Set<String> calls() {
        return fleet.events(agent, "tool").stream()
                .map(event -> event.path("payload").path("call").asText())
                .collect(Collectors.toSet());
    }

    List<JsonNode> modelCalls() {
        return fleet.events(agent, "model.called").stream().map(e -> e.path("payload")).toList();
    }

    /** How a look for it in the sandbox ends. */
    Frame isThere(String file) throws Exception {
        return runs("test", "-e", file);
    }

    Frame runs(String... command) throws Exception {
        String words = String.join("\",\"", command);
        try (var exec = new Exec(fleet.api(), agent, "{\"command\":[\"" + words + "\"]}")) {
            return exec.end();
        }
    }

    String said() {
        return said("text");
    }

    /**
     * All of it.
     *
     * @param kind {@code text} or {@code thought}
     */
    String said(String kind) {
        return fleet.events(agent, "said").stream()
                .map(event -> event.path("payload"))
                .filter(said -> said.path("kind").asText().equals(kind))
                .map(said -> said.path("text").asText())
                .collect(Collectors.joining());
    }

    boolean isNoted(String words) {
        return fleet.events(agent, "notice").stream()
                .anyMatch(notice -> notice.at("/payload/words").asText().contains(words));
    }

    boolean resumed() {
        return fleet.events(agent, "harness.started")
                .getLast()
                .path("payload")
                .path("resumed")
                .asBoolean();
    }

    static List<String> begun(String mark) {
        return ScriptedProvider.begun().stream().filter(each -> each.contains(mark)).toList();
    }

    static ProcessHandle process(String harness) {
        String command = harness.equals("codex") ? "codex-acp/dist" : "bin/opencode\0acp";
        return processes(command).getFirst();
    }

    /** Those of this test's own control plane: others may run on this machine. */
    static List<ProcessHandle> processes(String command) {
        return ProcessHandle.current()
                .descendants()
                .filter(each -> commandLine(each.pid()).contains(command))
                .filter(each -> !commandLine(each.pid()).contains("bwrap"))
                .toList();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException e) {
            // It ended while we looked.
            return "";
        }
    }
}
