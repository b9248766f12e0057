package dev.ratoon.runner.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.protocol.Messages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell harness as a process, over ACP on its standard input and output. */
class ShellIT {
    private static final Path JAR =
            Path.of(
                            System.getProperty("ratoon.root", ".."),
                            "agent-runner/target/ratoon-runner.jar")
                    .toAbsolutePath();

    @TempDir private Path workspace;
    private final List<JsonNode> updates = new ArrayList<>();
    private Process process;
    private BufferedReader in;
    private OutputStream out;
    private String answer = "allow_once";
    private int asked;
    private int id;

    @BeforeEach
    void start() throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                JAR.toString(),
                                "dev.ratoon.runner.shell.Main")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        in = process.inputReader(StandardCharsets.UTF_8);
        out = process.getOutputStream();
        request("initialize", Map.of("protocolVersion", 1));
    }

    @AfterEach
    void stop() throws IOException {
        out.close();
        assertEquals(0, process.onExit().join().exitValue());
    }

    private String session() throws IOException {
        return request("session/new", Map.of("cwd", workspace.toString(), "mcpServers", List.of()))
                .at("/result/sessionId")
                .asText();
    }

    private void say(Object message) throws IOException {
        out.write(
                (Messages.JSON.writeValueAsString(message) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private JsonNode request(String method, Map<String, ?> params) throws IOException {
        int own = ++id;
        say(Map.of("jsonrpc", "2.0", "id", own, "method", method, "params", params));
        while (true) {
            JsonNode message = Messages.JSON.readTree(in.readLine());
            if (message.path("method").asText().equals("session/update")) {
                updates.add(message.at("/params/update"));
            } else if (message.has("method")) {
                asked++;
                var outcome = Map.of("outcome", "selected", "optionId", answer);
                say(
                        Map.of(
                                "jsonrpc",
                                "2.0",
                                "id",
                                message.get("id").asInt(),
                                "result",
                                Map.of("outcome", outcome)));
            } else if (message.path("id").asInt() == own) {
                return message;
            }
        }
    }

    private String prompt(String session, String text) throws IOException {
        var block = Map.of("type", "text", "text", text);
        return request("session/prompt", Map.of("sessionId", session, "prompt", List.of(block)))
                .at("/result/stopReason")
                .asText();
    }

    private JsonNode lastCall() {
        return updates.stream()
                .filter(update -> update.path("sessionUpdate").asText().startsWith("tool_call"))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private String said() {
        return updates.stream()
                .filter(u -> u.path("sessionUpdate").asText().equals("agent_message_chunk"))
                .map(update -> update.at("/content/text").asText())
                .reduce("", String::concat);
    }

    @Test
    void theWorkingDirectoryGoesOnFromLineToLine() throws Exception {
        String session = session();
        assertEquals("end_turn", prompt(session, "mkdir -p a/b\ncd a/b\n# a remark\n\npwd"));
        assertEquals("completed", lastCall().path("status").asText());
        assertEquals(
                workspace.toRealPath() + "/a/b\n",
                lastCall().at("/content/0/content/text").asText());
        assertEquals(3, asked);
    }

    @Test
    void aFailingLineEndsTheTurnInWords() throws Exception {
        assertEquals("end_turn", prompt(session(), "exit 3\necho never\necho never"));
        assertEquals("failed", lastCall().path("status").asText());
        assertEquals(3, lastCall().at("/rawOutput/exitCode").asInt());
        assertEquals("`exit 3` ended with exit code 3. The 2 lines after it were not run.", said());
    }

    @Test
    void alwaysIsRememberedForThatLineInThatDirectoryOnly() throws Exception {
        answer = "allow_always";
        String session = session();
        prompt(session, "true\ntrue");
        assertEquals(1, asked);
        prompt(session, "true \ntrue;");
        assertEquals(2, asked);
        prompt(session, "cd /\ntrue");
        assertEquals(4, asked);
    }

    @Test
    void planModeAsksNothingAndRunsNothing() throws Exception {
        String session = session();
        request("session/set_mode", Map.of("sessionId", session, "modeId", "plan"));
        prompt(session, "touch x");
        assertEquals(0, asked);
        assertTrue(java.nio.file.Files.notExists(workspace.resolve("x")));
    }

    @Test
    void aFloodIsExcerptedAndABackgroundLineDoesNotHold() throws Exception {
        String session = session();
        request("session/set_mode", Map.of("sessionId", session, "modeId", "auto"));
        prompt(session, "seq 1 500000");
        String text = lastCall().at("/content/0/content/text").asText();
        assertTrue(text.startsWith("1\n2\n") && text.endsWith("499999\n500000\n"), "both ends");
        assertTrue(text.contains("are left out here") && text.length() < 70_000, "bounded");
        prompt(session, "sleep 30 &");
        assertEquals("completed", lastCall().path("status").asText());
    }

    @Test
    void aLoadedSessionSaysThatItIsFresh() throws Exception {
        var params =
                Map.of("sessionId", "old", "cwd", workspace.toString(), "mcpServers", List.of());
        JsonNode loaded = request("session/load", params);
        assertEquals(3, loaded.at("/result/modes/availableModes").size());
        assertEquals("end_turn", prompt("old", "true"));
        assertTrue(said().contains("no conversation to restore"));
    }
}
