package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class OpenDecisionTest {
    private static final String REQUEST = "{\"toolCall\":{\"title\":\"rm \u202egnp.x\"}}";

    @Test
    void theBytesThatWereAskedAreShownWhole() {
        String shown = OpenDecision.among(waiting(decision("d-1", REQUEST)), null, "a").forPeople();
        assertTrue(shown.contains("sha256 " + OpenDecision.sha256(REQUEST)), shown);
        assertTrue(shown.contains("{\"toolCall\":{\"title\":\"rm <U+202E>gnp.x\"}}"), shown);
        assertTrue(shown.contains("It would run, in /workspace:\n  rm\n  <U+202E>gnp.x\n"), shown);
    }

    @Test
    void whatIsShownIsWhatTheDigestIsOf() {
        ObjectNode forged = decision("d-1", REQUEST).put("request", "{\"toolCall\":{}}");
        assertEquals(Exit.REFUSED, failure(waiting(forged), null).exit());
    }

    @Test
    void oneOfSeveralIsNamed() {
        JsonNode two = waiting(decision("d-1", REQUEST), decision("d-2", REQUEST));
        CommandFailure many = failure(two, null);
        assertEquals(Exit.USAGE, many.exit());
        assertTrue(String.valueOf(many.getMessage()).contains("d-2"), many::getMessage);
        assertEquals("d-2", OpenDecision.among(two, "d-2", "a").id());
        assertEquals("d-2", OpenDecision.among(two, "2", "a").id());
        assertEquals(Exit.REFUSED, failure(two, "d-3").exit());
        assertEquals(Exit.REFUSED, failure(waiting(), null).exit());
    }

    private static CommandFailure failure(JsonNode waiting, String typed) {
        return assertThrows(
                CommandFailure.class, () -> OpenDecision.among(waiting, typed, "fix-1"));
    }

    static ObjectNode decision(String id, String request) {
        ObjectNode decision =
                Json.object(
                        "id",
                        id,
                        "agentName",
                        "fix-1",
                        "title",
                        "rm \u202egnp.x",
                        "request",
                        request,
                        "digest",
                        OpenDecision.sha256(request),
                        "expiresAt",
                        "2026-01-02T03:04:05Z");
        decision.putObject("command")
                .put("directory", "/workspace")
                .putArray("argv")
                .add("rm")
                .add("\u202egnp.x");
        return decision;
    }

    @Test
    void whereACommandRunsThatNamesNoDirectoryIsNotSaid() {
        ObjectNode decision = decision("d", "{}");
        ((ObjectNode) decision.path("command")).put("directory", "");
        String shown = new OpenDecision(decision).forPeople();
        assertTrue(shown.contains("It would run, where is not said:\n"), shown);
    }

    @Test
    void whatAnAgentWithoutASandboxAsksIsMarked() {
        ObjectNode decision = decision("d", "{}");
        assertFalse(new OpenDecision(decision).forPeople().contains("UNCONFINED"));
        decision.put("unconfined", true);
        String shown = new OpenDecision(decision).forPeople();
        assertTrue(shown.contains("UNCONFINED agent: what you allow is run by Ratoon's"), shown);
    }

    private static JsonNode waiting(ObjectNode... decisions) {
        ArrayNode all = Json.object().putArray("decisions");
        for (ObjectNode decision : decisions) {
            all.add(decision);
        }
        return all;
    }
}
