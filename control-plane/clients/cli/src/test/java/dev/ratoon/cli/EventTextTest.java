package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTextTest {
    private static final List<String> OBSERVED =
            List.of(
                    "agent.created environment.taken secrets.given state.used state.kept state.stale harness.taken harness.installing persona.taken agent.renamed limits.changed mode.changed message.sent message.edited message.withdrawn turn.given turn.stopped turn.cut decision.opened decision.answered decision.closed decision.overstepped rule.added rule.removed exec.begun exec.ended pause.asked resume.asked agent.deleted agent.restored sandbox.wanted sandbox.started sandbox.ended sandbox.stays workspace.replaced runner.connected branch.pushed checkpoint.kept push.refused push.allowed allowance.used egress.allowed egress.taken-back egress.refused egress.used branch.published pull.opened pull.updated pull.changed model.refused model.called agent.failed limit.reached payload.quarantined"
                            .split(" "));
    private static final List<String> REPORTED =
            List.of(
                    "workspace.preparing output workspace.prepared workspace.failed harness.started harness.ended turn.started turn.ended said tool plan mode.reported usage.reported harness.update decision.requested decision.withdrawn checkpoint.made notice"
                            .split(" "));

    @Test
    void everyTypeIsToldInWords() throws Exception {
        for (String type : OBSERVED) {
            assertFalse(text("observed", type, "{}").contains(type + " {"), type);
        }
        for (String type : REPORTED) {
            assertFalse(text("reported", type, "{}").contains("said by the sandbox"), type);
        }
    }

    @Test
    void whatASandboxSaysIsNeverToldAsObserved() throws Exception {
        for (String type : OBSERVED) {
            assertEquals(
                    type + " (said by the sandbox) {\"by\":\"owner\"}",
                    text("reported", type, "{\"by\":\"owner\"}"));
        }
    }

    @Test
    void aTypeOfANewerServerIsShownAsItCame() throws Exception {
        assertEquals(
                "agent.sang {\"song\":\"x\"}", text("observed", "agent.sang", "{\"song\":\"x\"}"));
    }

    @Test
    void someAreToldLikeThis() throws Exception {
        assertTrue(
                text("observed", "agent.created", "{\"name\":\"fix-it\",\"unconfined\":true}")
                        .contains("UNCONFINED"));
        assertEquals(
                "message by ann, redirects\nstop <U+202E>that",
                text(
                        "observed",
                        "message.sent",
                        "{\"message\":\"m\",\"text\":\"stop"
                                + " \\u202ethat\",\"redirects\":true,\"by\":\"ann\"}"));
        assertEquals(
                "environment red/java, version 3, setup script of 2 lines by ann",
                text(
                        "observed",
                        "environment.taken",
                        "{\"name\":\"red/java\",\"version\":3,\"setup\":\"a\\n"
                                + "b\\n"
                                + "\",\"by\":\"ann\"}"));
        assertEquals(
                "environment repository, version 1, without a setup script, in the image"
                        + " example.org/java:21 by ratoon\nread from"
                        + " .x at c0ffee\nimage is not done here",
                text(
                        "observed",
                        "environment.taken",
                        "{\"name\":\"repository\",\"version\":1,\"by\":\"ratoon\","
                                + "\"image\":\"example.org/java:21\",\"from\":\".x at"
                                + " c0ffee\",\"notes\":[\"image is not done here\"]}"));
        assertEquals(
                "harness FAILED to begin\nit is not there",
                text(
                        "reported",
                        "workspace.failed",
                        "{\"step\":\"harness\",\"words\":\"it is not there\"}"));
        assertEquals(
                "turn 2 failed: out of memory",
                text(
                        "reported",
                        "turn.ended",
                        "{\"turn\":2,\"outcome\":\"failed\",\"words\":\"out of memory\"}"));
        assertEquals(
                "checkpoint of turn 3 at c0ffee, without a (a pipe), b (huge), c (huge) and 3 more",
                text(
                        "reported",
                        "checkpoint.made",
                        "{\"turn\":3,\"commit\":\"c0ffee\",\"notSaved\":[{\"path\":\"a\",\"why\":\"a"
                                + " pipe\"},{\"path\":\"b\",\"why\":\"huge\"},{\"path\":\"c\",\"why\":\"huge\"},{\"path\":\"d\",\"why\":\"huge\"}],\"more\":2}"));
        assertEquals(
                """
                NEEDS A DECISION until soon: Allow
                sh -c rm x
                in /workspace
                ratoon approve or deny, decision d1\
                """,
                text(
                        "observed",
                        "decision.opened",
                        "{\"decision\":\"d1\",\"expiresAt\":\"soon\",\"choices\":[{\"id\":\"a\",\"name\":\"Allow\",\"kind\":\"allow_once\"}],\"command\":{\"argv\":[\"sh\",\"-c\",\"rm"
                                + " x\"],\"directory\":\"/workspace\"}}"));
    }

    @Test
    void whatIsNotWhatWasAllowedIsToldBesideIt() throws Exception {
        assertEquals(
                "it was allowed one thing and SAYS ANOTHER\nallowed to run: make\nit says that it"
                        + " runs: rm -rf /",
                text(
                        "observed",
                        "decision.overstepped",
                        "{\"call\":\"c\",\"seq\":2,\"input\":\"command\",\"allowed\":\"make\",\"said\":\"rm"
                                + " -rf /\"}"));
    }

    @Test
    void aToolKeepsItsTitle() throws Exception {
        var texts = new EventText();
        assertEquals(
                "tool: ls -l (pending)",
                texts.of(
                        Json.read(
                                event(
                                        "reported",
                                        "tool",
                                        "{\"call\":\"c\",\"update\":{\"title\":\"ls"
                                                + " -l\",\"status\":\"pending\"}}"))));
        assertEquals(
                "tool: ls -l (completed)\na.txt\nchanges b.txt",
                texts.of(
                        Json.read(
                                event(
                                        "reported",
                                        "tool",
                                        "{\"call\":\"c\",\"update\":{\"status\":\"completed\",\"content\":[{\"type\":\"content\",\"content\":{\"type\":\"text\",\"text\":\"a.txt\"}},{\"type\":\"diff\",\"path\":\"b.txt\"}]}}"))));
    }

    @Test
    void whatAToolSaysTwiceIsToldOnce() throws Exception {
        var texts = new EventText();
        JsonNode pending = tool("\"title\":\"ls\",\"status\":\"pending\"");
        JsonNode running = tool("\"status\":\"in_progress\"");
        assertEquals("tool: ls (pending)", texts.of(pending));
        assertEquals("", texts.of(pending));
        assertEquals("tool: ls (in progress)", texts.of(running));
        assertEquals("", texts.of(running));
    }

    @Test
    void whichTerminalIsToldOnlyWhereNothingElseIsLeftOfACall() throws Exception {
        var texts = new EventText();
        String terminal = "\"content\":[{\"type\":\"terminal\",\"terminalId\":\"7.1\"}]";
        assertEquals(
                "tool: ls (pending)",
                texts.of(tool("\"title\":\"ls\",\"status\":\"pending\"," + terminal)));
        assertEquals(
                "tool: ls (completed)\nin terminal 7.1",
                texts.of(tool("\"status\":\"completed\"," + terminal)));
        assertEquals(
                "tool: ls (failed)\na.txt",
                texts.of(
                        tool(
                                "\"status\":\"failed\",\"content\":[{\"type\":\"terminal\",\"terminalId\":\"7.1\"},"
                                        + "{\"type\":\"content\",\"content\":{\"type\":\"text\",\"text\":\"a.txt\"}}]")));
    }

    private static JsonNode tool(String update) throws JsonProcessingException {
        return Json.read(event("reported", "tool", "{\"call\":\"c\",\"update\":{" + update + "}}"));
    }

    static String event(String source, String type, String payload) {
        return "{\"seq\":1,\"at\":\"2026-01-02T03:04:05Z\",\"source\":\"%s\",\"type\":\"%s\",\"payload\":%s}"
                .formatted(source, type, payload);
    }

    private static String text(String source, String type, String payload)
            throws JsonProcessingException {
        return new EventText().of(Json.read(event(source, type, payload)));
    }
}
