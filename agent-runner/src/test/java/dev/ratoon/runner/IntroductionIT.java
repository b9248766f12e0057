package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a session is told before its first prompt, by a small ACP agent in sh that keeps it all. */
class IntroductionIT {
    private static final String HARNESS =
            """
            say() { printf '%s\\n' "$1"; }
            while read -r line; do
              id=$(printf '%s' "$line" | sed -n 's/^[^{]*{"jsonrpc":"2.0","id":\\([0-9]*\\),.*/\\1/p')
              case "$line" in
                *'"method":"initialize"'*)
                  say '{"jsonrpc":"2.0","id":'$id',"result":{"protocolVersion":1,"agentCapabilities":{"loadSession":LOADS}}}' ;;
                *'"method":"session/new"'*)
                  say '{"jsonrpc":"2.0","id":'$id',"result":{"sessionId":"s'$$'"}}' ;;
                *'"method":"session/load"'*) say '{"jsonrpc":"2.0","id":'$id',"result":{}}' ;;
                *'"method":"session/prompt"'*)
                  printf '%s\\n' "$line" >>"$HOME/prompts"
                  case "$line" in
                    *fail*) say '{"jsonrpc":"2.0","id":'$id',"error":{"code":1,"message":"no"}}' ;;
                    *) say '{"jsonrpc":"2.0","id":'$id',"result":{"stopReason":"end_turn"}}' ;;
                  esac ;;
              esac
            done
            """;

    @Test
    void thePersonasWordsComeBeforeTheFirstPromptInTheSameBlock() throws Exception {
        try (var sandbox = Sandbox.ready(told("# Review\n\"well\"", false, null, "true"))) {
            turn(sandbox, 1, "go");
            turn(sandbox, 2, "go on");
            List<String> prompts = prompts(sandbox);
            String[] lines = prompts.get(0).split("\n", -1);
            assertTrue(
                    lines[0].matches(
                            "\\[Ratoon [0-9a-f]{16}: here begin the instructions of the persona"
                                    + " red/reviewer\\]"),
                    lines[0]);
            assertEquals("# Review", lines[1]);
            assertEquals("\"well\"", lines[2]);
            assertEquals(lines[0].replace("begin", "end"), lines[3]);
            assertEquals("", lines[4]);
            assertEquals("go", lines[5]);
            assertEquals("go on", prompts.get(1));
            assertEquals(List.of(), sandbox.control.violations);
        }
    }

    @Tag("long")
    @Test
    void aSessionThatIsLoadedIsNotToldAgainAndANewOneIs() throws Exception {
        for (String loads : List.of("true", "false")) {
            try (var sandbox = Sandbox.ready(told("Review", false, null, loads))) {
                turn(sandbox, 1, "go");
                // What follows a turn is noted by then, too.
                sandbox.control.await(Reported.CheckpointMade.class, made -> made.turn() == 1);
                sandbox.killRunner();
                sandbox.startRunner();
                sandbox.control.await(
                        log -> sandbox.control.all(Reported.HarnessStarted.class).size() == 2);
                turn(sandbox, 2, "again");
                String second = prompts(sandbox).get(1);
                assertEquals(loads.equals("false"), second.contains("Review"), second);
                assertTrue(second.endsWith("again"), second);
            }
        }
    }

    @Test
    void afterATurnThatFailedItIsToldAgain() throws Exception {
        try (var sandbox = Sandbox.ready(told("Review", false, null, "true"))) {
            sandbox.control.prompt(1, "fail");
            assertEquals("failed", sandbox.control.awaitEnd(1).outcome());
            turn(sandbox, 2, "go");
            turn(sandbox, 3, "go on");
            List<String> prompts = prompts(sandbox);
            assertTrue(prompts.get(1).contains("Review"), prompts::toString);
            assertEquals("go on", prompts.get(2));
        }
    }

    @Tag("long")
    @Test
    void aHarnessThatReadsNoAgentsFileIsReadIt() throws Exception {
        String setup = "echo 'Use tabs.' >AGENTS.md";
        try (var sandbox = Sandbox.ready(told("Review", true, setup, "true"))) {
            turn(sandbox, 1, "go");
            String first = prompts(sandbox).getFirst();
            assertTrue(first.contains("begin AGENTS.md of the repository]\nUse tabs.\n["), first);
            assertTrue(first.indexOf("Use tabs.") < first.indexOf("Review"), first);
        }
        try (var sandbox = Sandbox.ready(told("Review", false, setup, "true"))) {
            turn(sandbox, 1, "go");
            assertFalse(prompts(sandbox).getFirst().contains("Use tabs."));
        }
    }

    @Tag("long")
    @Test
    void anAgentsFileThatIsHugeOrNoFileHoldsNothingUp() throws Exception {
        String huge = "head -c 3000000 /dev/zero | tr '\\0' y >AGENTS.md";
        try (var sandbox = Sandbox.ready(told("", true, huge, "true"))) {
            turn(sandbox, 1, "go");
            int size = prompts(sandbox).getFirst().length();
            assertTrue(size > 32_768 && size < 33_500, "" + size);
            assertTrue(notices(sandbox).contains("read its beginning"), notices(sandbox));
        }
        for (String none : List.of("mkfifo AGENTS.md", "ln -s /dev/zero AGENTS.md", "true")) {
            try (var sandbox = Sandbox.ready(told("", true, none, "true"))) {
                turn(sandbox, 1, "go");
                assertEquals("go", prompts(sandbox).getFirst(), none);
            }
        }
    }

    @Test
    void theShellHarnessRunsNoWordOfIt() throws Exception {
        var instructions = new Assignment.Instructions("red/reviewer", "echo owned >owned", true);
        try (var sandbox = Sandbox.ready(assignment(instructions, null))) {
            turn(sandbox, 1, "ls");
            assertFalse(sandbox.control.printed().contains("owned"), sandbox.control.printed());
            assertTrue(notices(sandbox).contains("follows no instructions"), notices(sandbox));
        }
    }

    private static Assignment told(
            String text, boolean agentsFile, @Nullable String setup, String loads) {
        return assignment(
                new Assignment.Instructions("red/reviewer", text, agentsFile),
                setup,
                "sh",
                "-c",
                HARNESS.replace("LOADS", loads));
    }

    private static Assignment assignment(
            Assignment.Instructions instructions, @Nullable String setup, String... harness) {
        return new Assignment(
                Sandbox.AGENT,
                "main",
                "ratoon/test",
                setup,
                new Assignment.Harness("test", List.of(harness), Map.of()),
                null,
                "auto",
                false,
                null,
                null,
                null,
                null,
                instructions);
    }

    private static void turn(Sandbox sandbox, int number, String text) throws Exception {
        sandbox.control.prompt(number, text);
        assertEquals(
                "finished", sandbox.control.awaitEnd(number).outcome(), sandbox.control.shown());
    }

    private static String notices(Sandbox sandbox) {
        return sandbox.control.all(Reported.Notice.class).toString();
    }

    /** The text of each, which is one block. */
    private static List<String> prompts(Sandbox sandbox) throws Exception {
        List<String> prompts = new ArrayList<>();
        for (String line : Files.readAllLines(sandbox.root.resolve("workspace/home/prompts"))) {
            JsonNode blocks = Messages.JSON.readTree(line).path("params").path("prompt");
            assertEquals(1, blocks.size(), line);
            prompts.add(blocks.path(0).path("text").asText());
        }
        return prompts;
    }
}
