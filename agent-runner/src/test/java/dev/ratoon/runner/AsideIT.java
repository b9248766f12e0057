package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Reported;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Harnesses that are asked beside their turns and have no answer, or do not behave. */
class AsideIT {
    /** Another session than the first one is opened as it is told here. */
    private static String[] harness(String second, String onPrompt) {
        return new String[] {
            "sh",
            "-c",
            """
            say() { printf '{"jsonrpc":"2.0",%s}\\n' "$1"; }
            while read -r line; do case "$line" in
              *initialize*) say '"id":1,"result":{"protocolVersion":1,"agentCapabilities":{}}' ;;
              *'"id":2'*session/new*) say '"id":2,"result":{"sessionId":"s"}' ;;
              *session/new*) say '"id":3,SECOND' ;;
              *session/prompt*) PROMPT ;;
            esac; done
            """
                    .replace("SECOND", second)
                    .replace("PROMPT", onPrompt)
        };
    }

    private static final String PLAN =
            "\"result\":{\"sessionId\":\"side\",\"modes\":{\"currentModeId\":\"plan\","
                    + "\"availableModes\":[{\"id\":\"plan\"}]}}";

    @Test
    void theShellRunsCommandsAndIsAskedNothing() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            String words = sandbox.control.askInVain("touch asked.txt");
            assertEquals("The shell harness runs commands, and writes no texts.", words);
            sandbox.control.prompt(1, "ls");
            assertEquals("finished", sandbox.control.awaitEnd(1).outcome());
        }
    }

    @Test
    void oneWithoutASessionToSpareSaysSo() throws Exception {
        String no = "\"error\":{\"code\":-32603,\"message\":\"one is enough\"}";
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto", harness(no, ":")))) {
            ExecStream answer = sandbox.control.ask("Why?");
            assertEquals(-1, answer.awaitExit());
            assertEquals("The harness has no session to spare: one is enough", answer.refused());
        }
    }

    @Tag("long")
    @Test
    void whenNobodyWaitsOneThatDoesNotStopIsEndedAndTheNextTurnStartsIt() throws Exception {
        // Its own command line has not what is waited for.
        String[] deaf =
                harness(
                        PLAN,
                        "case \"$line\" in *side*) sleep $((8760 + 7)) ;; *) say"
                                + " '\"id\":3,\"result\":{\"stopReason\":\"end_turn\"}' ;; esac");
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto", deaf))) {
            ExecStream answer = sandbox.control.ask("Why?");
            sandbox.awaitProcess("sleep 8767");
            answer.cut();
            var ended = sandbox.control.await(Reported.HarnessEnded.class, end -> true);
            assertTrue(ended.words().contains("asked beside its turns"), ended::words);
            sandbox.awaitNoProcess("sleep 8767");
            sandbox.control.prompt(1, "go");
            assertEquals("finished", sandbox.control.awaitEnd(1).outcome());
        }
    }
}
