package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the verbs for agents ask and say, against an API of fixed answers. */
class AgentVerbsIT {
    private static final String ONE = "0190aaaa-0000-7000-8000-000000000001";
    private static final String TWO = "0190aaaa-0000-7000-8000-000000000002";

    private ScriptedApi api;

    @BeforeEach
    void twoAgents() throws Exception {
        api = new ScriptedApi();
        names("fix", agent(ONE, "fix-login-abc123"), agent(TWO, "fix-logout-def456"));
        names("fix-login", agent(ONE, "fix-login-abc123"));
        names("nobody");
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void anAgentIsNamedByAUniqueBeginningByItsNameOrByItsId() {
        answers("GET /api/agents/" + ONE, agent(ONE, "fix-login-abc123"));
        names("fix-login-abc123", agent(ONE, "fix-login-abc123"), agent(TWO, "fix-login-abc1234"));
        for (String typed : List.of("fix-login", "fix-login-abc123", ONE)) {
            assertTrue(api.run(0, "show", typed).out().startsWith("fix-login-abc123"), typed);
        }
    }

    @Test
    void severalThatMatchAreListed() {
        Heard heard = api.run(2, "stop", "fix");
        assertTrue(heard.err().contains("\n  fix-login-abc123\n  fix-logout-def456\n"), heard::err);
    }

    @Test
    void noneThatMatchesIsRefused() {
        Heard heard = api.run(1, "stop", "nobody");
        assertTrue(heard.err().contains("begins with 'nobody'"), heard::err);
    }

    @Test
    void aDeletedAgentIsFoundToBringItBack() {
        names("gone");
        api.answering(
                "GET /api/agents?state=deleted&q=gone&limit=200",
                page(agent(TWO, "gone-1").put("state", "deleted")));
        answers("POST /api/agents/" + TWO + "/restore", agent(TWO, "gone-1"));
        assertEquals(
                "gone-1: idle, has nothing to do\n", api.run(0, "delete", "--undo", "gone").out());
    }

    @Test
    void everyPageIsLookedThrough() {
        ObjectNode first = page(agent(ONE, "a-x"));
        first.put("next", "c/1");
        api.answering("GET /api/agents?q=a-y&limit=200", first);
        api.answering("GET /api/agents?q=a-y&cursor=c%2F1&limit=200", page(agent(TWO, "a-y")));
        answers("POST /api/agents/" + TWO + "/pause", agent(TWO, "a-y").put("state", "paused"));
        assertTrue(api.run(0, "pause", "a-y").out().startsWith("a-y: paused"));
    }

    @Test
    void theListIsATableAndForProgramsTheApisOwn() {
        JsonNode all = page(agent(ONE, "fix-login-abc123").put("unconfined", true));
        api.answering("GET /api/agents?state=idle&q=some%20words", all);
        String table = api.run(0, "list", "--state", "idle", "some", "words").out();
        assertTrue(table.startsWith("AGENT  "), table);
        assertTrue(table.contains("fix-login-abc123  UNCONFINED "), table);
        String json = api.run(0, "list", "--json", "--state", "idle", "some", "words").out();
        assertEquals(Json.write(all) + "\n", json);
    }

    @Test
    void oneWithoutConfinementIsMarkedWhereverItIsShown() {
        ObjectNode bare = agent(ONE, "fix-login-abc123").put("unconfined", true);
        answers("GET /api/agents/" + ONE, bare);
        answers("POST /api/agents/" + ONE + "/stop", bare);
        api.answering("GET /api/agents", page(bare));
        for (String verb : List.of("show", "stop")) {
            assertTrue(api.run(0, verb, "fix-login").out().contains("UNCONFINED idle"), verb);
        }
        assertTrue(api.run(0, "list").out().contains("UNCONFINED idle"));
        ObjectNode decisions = Json.object();
        decisions.putArray("decisions").addObject().put("unconfined", true).put("title", "make");
        api.answering("GET /api/decisions", decisions);
        assertTrue(api.run(0, "decisions").out().contains("UNCONFINED make"));
    }

    @Test
    void oneIsMutedForWhoeverSaysSoAndShowsHowMuchItHasChanged() {
        ObjectNode muted = agent(ONE, "fix-login-abc123").put("muted", true);
        muted.putObject("changes").put("files", 3).put("added", 120).put("removed", 4);
        answers("PUT /api/agents/" + ONE + "/mute", muted);
        assertEquals(
                "fix-login-abc123: idle, has nothing to do, muted\n",
                api.run(0, "mute", "fix-login").out());
        answers("GET /api/agents/" + ONE, muted);
        String shown = api.run(0, "show", "fix-login").out();
        assertTrue(shown.contains("changed     3 files, +120 -4\n"), shown);
        assertTrue(shown.contains("muted       for you: ratoon unmute AGENT\n"), shown);
        answers("DELETE /api/agents/" + ONE + "/mute", agent(ONE, "fix-login-abc123"));
        assertEquals(
                "fix-login-abc123: idle, has nothing to do\n",
                api.run(0, "unmute", "fix-login").out());
    }

    @Test
    void aSearchThatFindsNothingDoesNotSayThatThereIsNothing() {
        api.answering("GET /api/agents?q=moon", page());
        api.answering("GET /api/agents", page());
        assertTrue(api.run(0, "list", "moon").out().startsWith("No agent fits."));
        assertTrue(api.run(0, "list").out().startsWith("No agents."));
    }

    @Test
    void whatWaitsForAYesIsNamedShortEnoughForALine() {
        ObjectNode decisions = Json.object();
        decisions
                .putArray("decisions")
                .addObject()
                .put("agentName", "fix-a-very-long-title-of-an-age-abc123")
                .put("id", ONE)
                .put("title", "make ".repeat(30))
                .put("expiresAt", "2026-01-02T03:04:05Z");
        api.answering("GET /api/decisions", decisions);
        String[] lines = api.run(0, "decisions").out().split("\n", -1);
        assertTrue(lines[0].endsWith("UNTIL"), lines[0]);
        assertTrue(lines[1].contains("  000000000001  "), lines[1]);
        assertTrue(
                lines[1].matches(".*  2026-01-0[123] \\d\\d:04") && lines[1].length() <= 80,
                lines[1]);
    }

    @Test
    void aListOfLongNamesIsReadAtEightyColumns() {
        ObjectNode agent = agent(ONE, "fix-a-very-long-title-of-an-age-abc123");
        api.answering("GET /api/agents", page(agent.put("state", "provisioning")));
        String[] lines = api.run(0, "list").out().split("\n", -1);
        assertTrue(lines[1].contains("  provisioning  "), lines[1]);
        assertTrue(lines[1].matches(".*  0\\d-\\d\\d") && lines[1].length() <= 80, lines[1]);
    }

    @Test
    void aStartSaysAllThatWasTypedAndIsOneStart() throws Exception {
        answers("POST /api/agents", agent(ONE, "do-it-1"));
        Heard heard =
                api.run(
                        0,
                        "start",
                        "--repo",
                        "https://git.example/o/n",
                        "--base",
                        "main",
                        "--mode",
                        "auto",
                        "--title",
                        "T",
                        "--unconfined",
                        "--minutes",
                        "5",
                        "--turns",
                        "2",
                        "do",
                        "it");
        assertTrue(heard.out().endsWith("Follow it: ratoon logs -f do-it-1\n"), heard::out);
        JsonNode body = Json.read(api.asked.getFirst().substring("POST /api/agents ".length()));
        assertEquals("do it", body.path("prompt").asText());
        assertEquals("main", body.path("baseBranch").asText());
        assertEquals("{\"minutes\":5,\"turns\":2}", Json.compact(body.path("limits")));
        assertTrue(body.path("unconfined").asBoolean());
        assertFalse(body.has("model"));
        assertEquals(36, api.keys.getFirst().length());
    }

    @Test
    void aBranchToGoOnWithIsAskedAboutFirst() throws Exception {
        answers("POST /api/agents", agent(ONE, "do-it-1"));
        String[] words = {"start", "--repo", "https://h.example/n", "--branch", "fix", "do it"};
        Heard unasked = api.run(2, words);
        assertTrue(unasked.err().contains("changes fix upstream"), unasked::err);
        assertTrue(unasked.err().contains("--yes"), unasked::err);
        List<String> both = new ArrayList<>(List.of(words));
        both.addAll(1, List.of("--base", "main"));
        Heard refused = api.run(2, both.toArray(String[]::new));
        assertTrue(refused.err().contains("not both"), refused::err);
        assertEquals(List.of(), api.asked);
        List<String> confirmed = new ArrayList<>(List.of(words));
        confirmed.add(1, "--yes");
        api.run(0, confirmed.toArray(String[]::new));
        JsonNode body = Json.read(api.asked.getFirst().substring("POST /api/agents ".length()));
        assertEquals("fix", body.path("branch").asText());
        assertEquals("fix", body.path("confirmBranch").asText());
    }

    @Test
    void aPromptCanComeFromTheInput() {
        answers("POST /api/agents", agent(ONE, "do-it-1"));
        api.run(
                new Heard().typing("line 1\nline 2\n"),
                0,
                "start",
                "--repo",
                "https://h.example/n");
        assertTrue(
                api.asked.getFirst().contains("\"prompt\":\"line 1\\nline 2\""),
                api.asked::toString);
    }

    @Test
    void withoutAPromptNothingIsStarted() {
        for (String prompt : List.of("", " ")) {
            Heard refused = api.run(2, "start", "--repo", "https://h.example/n", prompt);
            assertTrue(refused.err().contains("There is no prompt"), refused::err);
            assertTrue(refused.err().contains("--repo https://h.example/n PROMPT"), refused::err);
        }
        api.run(new Heard().typing("\n"), 2, "start", "--repo", "https://h.example/n");
        assertEquals(List.of(), api.asked);
    }

    @Test
    void aMessageRedirectsOnlyWhenToldTo() {
        String path = "POST /api/agents/" + ONE + "/messages";
        api.answering(path, "{\"id\":\"m\"}");
        api.run(0, "send", "fix-login", "go", "on");
        assertEquals(path + " {\"text\":\"go on\",\"delivery\":\"queue\"}", api.asked.getLast());
        assertEquals(36, api.keys.getLast().length(), "sent again it would be the same");
        api.run(new Heard().typing("stop that"), 0, "send", "fix-login", "--redirect");
        assertEquals(
                path + " {\"text\":\"stop that\",\"delivery\":\"redirect\"}", api.asked.getLast());
        api.run(2, "send", "fix-login");
    }

    @Test
    void anotherTitleIsGiven() {
        answers("PATCH /api/agents/" + ONE, agent(ONE, "fix-login-abc123").put("title", "New one"));
        Heard heard = api.run(0, "rename", "fix-login", "New", "one");
        assertEquals("PATCH /api/agents/" + ONE + " {\"title\":\"New one\"}", api.asked.getLast());
        assertEquals("fix-login-abc123 is now \"New one\"\n", heard.out());
    }

    @Test
    void limitsAreShownAndRaisedAndOneThatFailedIsToldHowToGoOn() {
        ObjectNode limited = agent(ONE, "fix-login-abc123").put("turn", 2).put("state", "failed");
        limited.put("workedSeconds", 125).putObject("limits").put("minutes", 60).put("turns", 9);
        answers("GET /api/agents/" + ONE, limited);
        answers("PATCH /api/agents/" + ONE, limited);
        assertTrue(
                api.run(0, "limits", "fix-login")
                        .out()
                        .startsWith("fix-login-abc123: 2 of 60 minutes, 2 of 9 turns\n"));
        Heard heard = api.run(0, "limits", "fix-login", "--turns", "9");
        assertEquals(
                "PATCH /api/agents/" + ONE + " {\"limits\":{\"turns\":9}}", api.asked.getLast());
        assertTrue(heard.out().endsWith("Go on: ratoon resume fix-login-abc123\n"), heard::out);
    }

    @Test
    void aRefusalOfAPatchIsToldInItsWords() {
        Heard heard = api.run(1, "rename", "fix-login", "x");
        assertTrue(heard.err().contains("Not scripted: PATCH"), heard::err);
    }

    @Test
    void whatWaitsIsShownChangedAndTakenBack() {
        String path = "/api/agents/" + ONE + "/messages";
        ObjectNode queue = Json.object();
        var messages = queue.putArray("messages");
        messages.add(Json.object("id", "m-1a", "text", "one\ntwo", "by", "ada"));
        messages.add(Json.object("id", "m-2b", "text", "now", "by", "bo", "delivery", "redirect"));
        answers("GET " + path, queue);
        answers("PUT " + path + "/m-2b", queue);
        answers("DELETE " + path + "/m-1a", queue);
        String shown = api.run(0, "queue", "fix-login").out();
        assertTrue(shown.contains("m-1a  ada  one two\n"), shown);
        assertTrue(shown.contains("m-2b  bo   (redirects) now\n"), shown);
        api.run(0, "queue", "fix-login", "--edit", "2b", "go", "on");
        assertEquals("PUT " + path + "/m-2b {\"text\":\"go on\"}", api.asked.getLast());
        api.run(0, "queue", "fix-login", "--withdraw", "m-1");
        assertEquals("DELETE " + path + "/m-1a", api.asked.getLast());
        Heard both = api.run(2, "queue", "fix-login", "--withdraw", "m-");
        assertTrue(both.err().contains("\n  m-1a\n  m-2b\n"), both::err);
        Heard none = api.run(1, "queue", "fix-login", "--withdraw", "m-3");
        assertTrue(none.err().contains("No message m-3 waits"), none::err);
        api.run(2, "queue", "fix-login", "--withdraw", "m-1", "--edit", "m-2");
        api.run(2, "queue", "fix-login", "--edit", "m-2");
    }

    @Test
    void deletingIsAskedForWhereSomebodyCanAnswerAndElseSaidTwice() {
        answers("DELETE /api/agents/" + ONE, agent(ONE, "fix-login-abc123"));
        Heard unasked = api.run(2, "delete", "fix-login");
        assertTrue(unasked.err().contains("--yes"), unasked::err);
        assertTrue(api.asked.stream().noneMatch(asked -> asked.startsWith("DELETE")));
        assertTrue(api.run(0, "delete", "--yes", "fix-login").out().contains("delete --undo"));
    }

    @Test
    void anApprovalCarriesTheDigestOfWhatWasShown() {
        JsonNode decision = OpenDecisionTest.decision("d-1", "{\"x\":\"\u202e\"}");
        ObjectNode waiting = Json.object();
        waiting.putArray("decisions").add(decision);
        answers("GET /api/agents/" + ONE + "/decisions", waiting);
        String answer = "POST /api/agents/" + ONE + "/decisions/d-1";
        api.answering(answer, "{\"id\":\"d-1\",\"by\":\"me\"}");
        String digest = OpenDecision.sha256("{\"x\":\"\u202e\"}");

        Heard unasked = api.run(2, "approve", "fix-login");
        assertTrue(unasked.err().contains("{\"x\":\"<U+202E>\"}"), unasked::err);
        assertFalse(api.asked.getLast().startsWith("POST"), "nobody was asked, and it was allowed");

        Heard heard = api.run(0, "approve", "fix-login", "--yes", "--always", "3");
        assertEquals(
                answer
                        + " {\"digest\":\""
                        + digest
                        + "\",\"outcome\":\"allow\",\"always\":{\"days\":3}}",
                api.asked.getLast());
        assertEquals("Allowed, sha256 " + digest + "\n", heard.out());
        assertTrue(heard.err().contains("{\"x\":\"<U+202E>\"}"), heard::err);

        api.run(0, "deny", "fix-login", "d-1", "--message", "no");
        assertEquals(
                answer + " {\"digest\":\"" + digest + "\",\"message\":\"no\",\"outcome\":\"deny\"}",
                api.asked.getLast());
    }

    @Test
    void rulesAreListedAndRemoved() {
        ObjectNode rules = Json.object();
        ObjectNode rule = rules.putArray("rules").addObject().put("id", "r-1").put("by", "me");
        rule.putObject("command").put("directory", "/w").putArray("argv").add("make");
        answers("GET /api/agents/" + ONE + "/rules", rules);
        api.answering("DELETE /api/agents/" + ONE + "/rules/r-1", "{\"rules\":[]}");
        assertTrue(api.run(0, "rules", "fix-login").out().contains("r-1  make"));
        assertTrue(api.run(0, "rules", "fix-login", "--remove", "r-1").out().contains("asks each"));
        Heard none = api.run(1, "rules", "fix-login", "--remove", "r-2");
        assertTrue(none.err().contains("has no rule 'r-2'"), none::err);
    }

    @Test
    void theLogIsReadPageByPageAndOneEventALineForPrograms() {
        String path = "GET /api/agents/" + ONE + "/events?after=";
        String one = EventTextTest.event("observed", "resume.asked", "{\"by\":\"ann\"}");
        api.answering(path + "0&limit=500", "{\"events\":[" + one + "],\"last\":1}");
        api.answering(path + "1&limit=500", "{\"events\":[],\"last\":1}");
        assertEquals(one + "\n", api.run(0, "logs", "fix-login", "--json").out());
        assertTrue(api.run(0, "logs", "fix-login").out().endsWith("  resume asked by ann\n"));
        assertEquals("", api.run(0, "logs", "fix-login", "--after", "1").out());
    }

    private void names(String words, ObjectNode... agents) {
        api.answering("GET /api/agents?q=" + words + "&limit=200", page(agents));
        api.answering("GET /api/agents?state=deleted&q=" + words + "&limit=200", page());
        for (ObjectNode agent : agents) {
            answers("GET /api/agents/" + agent.path("id").asText(), agent);
        }
    }

    private void answers(String request, JsonNode answer) {
        api.answering(request, answer);
    }

    private static ObjectNode page(ObjectNode... agents) {
        ObjectNode page = Json.object();
        var array = page.putArray("agents");
        for (ObjectNode agent : agents) {
            array.add(agent);
        }
        return page;
    }

    private static ObjectNode agent(String id, String name) {
        return Json.object(
                "id", id,
                "name", name,
                "title", "Fix it",
                "state", "idle",
                "doing", "has nothing to do",
                "repository", "https://git.example/o/n.git",
                "lastActiveAt", "2026-01-02T03:04:05Z");
    }
}
