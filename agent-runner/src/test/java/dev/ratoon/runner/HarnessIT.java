package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Reported;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Harnesses that do not behave: small ACP agents in sh, that do one thing wrong. */
class HarnessIT {
    private static String[] harness(String onPrompt) {
        return harness(onPrompt, "");
    }

    private static String[] harness(String onPrompt, String onStart) {
        return new String[] {
            "sh",
            "-c",
            """
            say() { printf '%s\\n' "$1"; }
            update() { say '{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"s","update":'"$1"'}}'; }
            end() { say '{"jsonrpc":"2.0","id":3,"result":{"stopReason":"'"$1"'"}}'; }
            START
            while read -r line; do case "$line" in
              *initialize*) say '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":1,"agentCapabilities":{}}}' ;;
              *session/new*) say '{"jsonrpc":"2.0","id":2,"result":{"sessionId":"s"}}' ;;
              *session/prompt*) PROMPT ;;
              *session/cancel*) CANCEL ;;
            esac; done
            """
                    .replace("START", onStart)
                    .replace("PROMPT", onPrompt)
                    .replace("CANCEL", ":")
        };
    }

    private static Reported.TurnEnded ended(Sandbox sandbox) throws InterruptedException {
        sandbox.control.prompt(1, "go");
        return sandbox.control.awaitEnd(1);
    }

    private static List<String> kept(Sandbox sandbox) {
        return sandbox.control.all(Reported.HarnessUpdate.class).stream()
                .map(update -> update.update().toString())
                .toList();
    }

    @Test
    void garbageAndNulAreKeptAsOutputAndTheTurnGoesOn() throws Exception {
        String prompt =
                "say garbage; printf '\\0\\1\\377\\n{\\n[]\\n'; say '{\"jsonrpc\":\"2.0\"}';"
                        + " update '{\"sessionUpdate\":\"agent_message_chunk\",\"content\":{\"type\":\"text\",\"text\":\"half \\ud800 pair\"}}';"
                        + " update '{\"sessionUpdate\":\"brand_new\",\"x\":1,\"y\":\"\\udc00\"}'; end end_turn";
        try (var sandbox = Sandbox.ready(Sandbox.assignment("normal", harness(prompt)))) {
            assertEquals("finished", ended(sandbox).outcome());
            assertEquals(
                    "half \ufffd pair", sandbox.control.all(Reported.Said.class).getFirst().text());
            var unknown = sandbox.control.all(Reported.HarnessUpdate.class).getLast().update();
            assertEquals("\udc00", unknown.path("y").asText(), "as it came");
            var output =
                    sandbox.control.await(Reported.Output.class, o -> o.source().equals("harness"));
            assertTrue(output.text().contains("garbage"), output.text());
            assertEquals(List.of(), sandbox.control.violations);
        }
    }

    @Tag("long")
    @Test
    void aLineWithoutEndFailsTheTurnInFlatMemory() throws Exception {
        String prompt = "head -c 50000000 /dev/zero | tr '\\0' x; sleep 7654";
        try (var sandbox = Sandbox.ready(Sandbox.assignment("normal", harness(prompt)))) {
            var end = ended(sandbox);
            assertEquals("failed", end.outcome());
            assertTrue(end.words().contains("longer than 8 MiB"), end.words());
            sandbox.awaitNoProcess("sleep 7654");
            Memory.say("runner after a line without end: " + Memory.of(sandbox.runner()) + " KiB");
        }
    }

    @Tag("long")
    @Test
    void aHarnessThatIgnoresACancelIsEnded() throws Exception {
        String prompt = "trap '' TERM; sleep 8765";
        try (var sandbox = Sandbox.ready(Sandbox.assignment("normal", harness(prompt)))) {
            sandbox.control.prompt(1, "go");
            sandbox.control.await(Reported.TurnStarted.class, t -> true);
            sandbox.control.cancel(1);
            var end = sandbox.control.awaitEnd(1);
            assertEquals("cancelled", end.outcome());
            assertTrue(end.words().contains("was ended with all"), end.words());
            assertEquals(List.of(), sandbox.processes("sleep 8765"));
        }
    }

    @Test
    void aHarnessThatDiesAtItsStartIsToldInWords() throws Exception {
        try (var sandbox =
                new Sandbox(
                        Sandbox.assignment("normal", harness("", "echo broken >&2; exit 9")),
                        false)) {
            sandbox.startHands();
            sandbox.startRunner();
            var end = sandbox.control.await(Reported.WorkspaceFailed.class, e -> true);
            assertEquals("harness", end.step());
            assertTrue(
                    end.words().contains("did not start: to initialize it says: nothing"),
                    end.words());
            assertTrue(end.words().endsWith("The harness ended with exit code 9."), end.words());
            assertEquals(
                    "harness",
                    sandbox.control.all(Reported.WorkspacePreparing.class).getLast().step());
            sandbox.control.prompt(1, "go");
            assertEquals("failed", sandbox.control.awaitEnd(1).outcome());
        }
    }

    @Test
    void anUnknownRequestIsRefusedAndKeptAndAHugeUpdateIsCut() throws Exception {
        String prompt =
                "say '{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"fs/write_text_file\",\"params\":{\"_meta\":7}}';"
                        + " read -r answer; say \"$answer\" >answer;"
                        + " t=$(head -c 3000000 /dev/zero | tr '\\0' y);"
                        + " update '{\"sessionUpdate\":\"tool_call\",\"toolCallId\":\"c\",\"title\":\"'$t'\"}'; end refusal";
        try (var sandbox = Sandbox.ready(Sandbox.assignment("normal", harness(prompt)))) {
            assertEquals("refused", ended(sandbox).outcome());
            assertTrue(
                    java.nio.file.Files.readString(
                                    sandbox.root.resolve("workspace/repository/answer"))
                            .contains("-32601"));
            assertTrue(
                    kept(sandbox)
                            .contains(
                                    "{\"method\":\"fs/write_text_file\",\"params\":{\"_meta\":7}}"),
                    sandbox.control::shown);
            String title =
                    sandbox.control
                            .all(Reported.Tool.class)
                            .getFirst()
                            .update()
                            .path("title")
                            .asText();
            assertTrue(title.contains("The runner left out"), "it says so");
            assertEquals(List.of(), sandbox.control.violations);
        }
    }

    @Tag("long")
    @Test
    void whatIsSaidBesideTheUpdatesIsKept() throws Exception {
        String prompt =
                "say '{\"method\":\"session/update\",\"params\":{\"sessionId\":\"s\",\"_meta\":{\"a\":1},"
                        + "\"update\":{\"sessionUpdate\":\"new\",\"_meta\":{\"b\":2}}}}';"
                        + " say '{\"method\":\"session/update\",\"params\":{\"sessionId\":\"child\","
                        + "\"update\":{\"sessionUpdate\":\"tool_call\",\"toolCallId\":\"c\"}}}';"
                        + " say '{\"method\":\"_vendor/told\",\"params\":{\"z\":1}}'; end end_turn";
        try (var sandbox = Sandbox.ready(Sandbox.assignment("normal", harness(prompt)))) {
            assertEquals("finished", ended(sandbox).outcome());
            List<String> kept = kept(sandbox);
            assertTrue(
                    kept.contains("{\"sessionUpdate\":\"new\",\"_meta\":{\"a\":1,\"b\":2}}"),
                    kept::toString);
            assertTrue(
                    kept.contains("{\"method\":\"_vendor/told\",\"params\":{\"z\":1}}"),
                    kept::toString);
            assertTrue(kept.toString().contains("\"sessionId\":\"child\""), kept::toString);
            assertEquals(List.of(), sandbox.control.all(Reported.Tool.class));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"stopReason":"end_turn","brand":7} | true
                    {"stopReason":"tired"} | true
                    {"stopReason":"end_turn","usage":{"inputTokens":1},"_meta":{},"x":null} | false
                    """)
    @Tag("long")
    void whatAnAnswerToAPromptSaysBesideTheEndIsKept(String result, boolean isKept)
            throws Exception {
        String prompt = "say '{\"id\":3,\"result\":" + result + "}'";
        try (var sandbox = Sandbox.ready(Sandbox.assignment("normal", harness(prompt)))) {
            assertEquals("finished", ended(sandbox).outcome());
            String words = "{\"method\":\"session/prompt\",\"result\":" + result + "}";
            assertEquals(isKept, kept(sandbox).contains(words), sandbox.control::shown);
        }
    }

    @Test
    void aQuestionThatIsTakenBackIsWithdrawn() throws Exception {
        String prompt =
                "say '{\"id\":\"q\",\"method\":\"session/request_permission\",\"params\":{\"sessionId\":\"s\","
                        + "\"toolCall\":{\"toolCallId\":\"c\"},\"options\":[]}}';"
                        + " say '{\"method\":\"$/cancel_request\",\"params\":{\"requestId\":\"q\"}}';"
                        + " read -r answer; end end_turn";
        try (var sandbox = Sandbox.ready(Sandbox.assignment("normal", harness(prompt)))) {
            assertEquals("finished", ended(sandbox).outcome());
            assertEquals(
                    sandbox.control.all(Reported.DecisionRequested.class).getFirst().request(),
                    sandbox.control.all(Reported.DecisionWithdrawn.class).getFirst().request());
        }
    }
}
