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

    @Test
    void aTitleThatIsNotWhatWillRunIsToldToBeSo() {
        String shown = asking("echo hi", "'command':'rm -rf ~; echo hi'").forPeople();
        assertTrue(shown.contains("Its title is not what will run."), shown);
        String same = asking("Run: rm  -rf ~", "'command':'rm -rf ~'").forPeople();
        assertFalse(same.contains("Its title"), same);
        String other = asking("Edit docs/a.md", "'path':'/etc/a.md'").forPeople();
        assertTrue(other.contains("Its title names something else"), other);
        String named = asking("Edit docs/a.md", "'path':'/w/docs/a.md'").forPeople();
        assertFalse(named.contains("names something"), named);
    }

    @Test
    void lettersThatPassForOthersAreToldWithTheirNumbers() {
        String shown = asking("g\u0456t push", "'command':'g\u0456t push'").forPeople();
        assertTrue(shown.contains("\"g\u0456t\" (U+0456)"), shown);
        String listed = asking("", "'command':['\u0441\u043e\u0440\u0443','a']").forPeople();
        assertTrue(listed.contains("(U+0441, U+043E, U+0440, U+0443)"), listed);
        String path = asking("", "'path':'/w/\uff52\uff4d'").forPeople();
        assertTrue(path.contains("(U+FF52, U+FF4D)"), path);
        String words = asking("", "'command':'echo Gr\u00f6\u00dfe \u6f22'").forPeople();
        assertFalse(words.contains("Not all letters"), words);
    }

    private static OpenDecision asking(String title, String input) {
        String request =
                "{\"toolCall\":{\"title\":\""
                        + title
                        + "\",\"rawInput\":{"
                        + input.replace('\'', '"')
                        + "}}}";
        ObjectNode decision = decision("d", request).put("title", title);
        decision.remove("command");
        return new OpenDecision(decision);
    }

    private static JsonNode waiting(ObjectNode... decisions) {
        ArrayNode all = Json.object().putArray("decisions");
        for (ObjectNode decision : decisions) {
            all.add(decision);
        }
        return all;
    }
}
