package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ratoon pr} shows, asks and says, against an API of fixed answers. */
class PrVerbIT {
    private static final String ONE = "0190aaaa-0000-7000-8000-000000000001";
    private static final String PATH = "/api/agents/" + ONE + "/pull-request";
    private static final String COMMIT = "c0ffee".repeat(6) + "cafe";
    private static final String DONE =
            """
            {"branch":"ratoon/fix-1","commit":"%s","to":"https://github.com/acme/pay","isNew":true,
             "said":[],"opened":true,"notes":["The label 'x' is not there."],
             "pull":{"number":7,"url":"https://github.com/acme/pay/pull/7","state":"draft"}}
            """
                    .formatted("beef".repeat(10));

    @TempDir Path folder;
    private ScriptedApi api;

    @BeforeEach
    void anAgent() throws Exception {
        api = new ScriptedApi();
        api.answering("GET /api/agents/" + ONE, agent());
        api.answering("GET " + PATH, proposal(true));
        api.answering("POST " + PATH, DONE);
    }

    @AfterEach
    void end() {
        api.close();
    }

    private static ObjectNode agent() {
        ObjectNode agent = Json.object("id", ONE, "name", "fix-1", "title", "T", "state", "idle");
        agent.putObject("published").put("to", "https://h.example/p").put("commit", COMMIT);
        agent.putObject("pull")
                .put("number", 7)
                .put("state", "open")
                .put("checks", "failed")
                .put("review", "changes-requested")
                .put("url", "https://h.example/7");
        return agent;
    }

    private static String proposal(boolean mayPush) {
        return """
        {"commit":"%s","turn":2,"branch":"ratoon/fix-1","onto":"main","gone":"old",
         "changed":2,"added":4,"removed":1,"more":0,
         "files":[{"path":"a\\u202eb","change":"added","added":3,"removed":0,"shown":"lines"},
                  {"path":"c","change":"changed","added":1,"removed":1,"shown":"lines"}],
         "uncommitted":[{"path":"c","change":"changed","added":1,"removed":1,"shown":"lines"}],
         "commits":[{"id":"0123456789abcdef","subject":"Mend it","author":"A","at":"x"}],
         "warnings":[{"id":"workflow:.github/w.yml","path":".github/w.yml","words":"It is run."}],
         "standing":{"behind":3,"conflicts":["c"]},"title":"Fix it","body":"## Asked for\\n\\n- go",
         "to":{"repository":"https://github.com/acme/pay","github":true,"mayPush":%s,"fork":true,
               "why":"You may not."}}
        """
                .formatted(COMMIT, mayPush);
    }

    @Test
    void withoutSomebodyToAskItSaysWhatItWouldDoAndDoesNothing() {
        Heard heard = api.run(2, "pr", ONE);
        for (String shown :
                new String[] {
                    "fix-1, ratoon/fix-1 as of turn 2 (c0ffeec0ff):",
                    "+3 -0     added     a<U+202E>b\n",
                    "+1 -1     changed   c  (not committed)\n",
                    "2 files, +4 -1",
                    "commit   0123456789 Mend it",
                    "into     main (old is not there any more)",
                    "3 commits behind it, and CONFLICTS in c",
                    "https://github.com/acme/pay, as a pull request",
                    "title    Fix it",
                    "says     ## Asked for\n           \n           - go",
                    "WARNING  It is run. [workflow:.github/w.yml]",
                    "Nobody can be asked here.",
                    "--yes"
                }) {
            assertTrue(heard.err().contains(shown), () -> shown + "\n--- is not in\n" + heard);
        }
        assertEquals("GET " + PATH, api.asked.getLast());
    }

    @Test
    void whatIsTypedIsBoundToTheCommitThatWasShownAndTheAddressIsSaid() throws Exception {
        api.answering("GET " + PATH + "?base=next", proposal(true));
        Heard heard =
                api.run(
                        0,
                        "pr",
                        ONE,
                        "--yes",
                        "--draft",
                        "--title",
                        "T",
                        "--body",
                        "B",
                        "--base",
                        "next",
                        "--label",
                        "x",
                        "--label",
                        "y z",
                        "--files",
                        "c",
                        "--files",
                        "d",
                        "--rebase",
                        "--no-fork",
                        "--accept",
                        "workflow:.github/w.yml");
        assertEquals(
                "{\"commit\":\""
                        + COMMIT
                        + "\",\"title\":\"T\",\"body\":\"B\",\"base\":\"next\",\"files\":[\"c\",\"d\"],"
                        + "\"draft\":true,\"fork\":false,\"together\":\"rebase\",\"labels\":[\"x\",\"y z\"],"
                        + "\"accept\":[\"workflow:.github/w.yml\"]}",
                api.asked.getLast().substring(("POST " + PATH + " ").length()));
        assertEquals(36, api.keys.getFirst().length());
        assertTrue(
                heard.out()
                        .endsWith(
                                "Pull request #7 is opened, draft:\nhttps://github.com/acme/pay/pull/7\n"),
                heard::out);
        assertTrue(heard.err().contains("The label 'x' is not there."), heard::err);
        for (String shown :
                new String[] {
                    "c  (not committed)\n",
                    "together its commits are made anew after",
                    "draft    not to be merged yet\n",
                    "labels   x, y z\n",
                    "title    T\n",
                    "says     B\n"
                }) {
            assertTrue(heard.err().contains(shown), () -> shown + "\n--- is not in\n" + heard);
        }
        assertFalse(heard.err().contains("Fix it"), heard::err);
    }

    @Test
    void withYesNoWarningIsAcceptedThatWasNotNamed() throws Exception {
        Heard heard = api.run(0, "pr", ONE, "--yes", "--files", "none");
        JsonNode sent = Json.read(api.asked.getLast().substring(("POST " + PATH).length()));
        assertEquals("[]", Json.compact(sent.path("accept")));
        assertEquals("none", sent.path("files").asText());
        assertTrue(heard.err().contains("c  (not committed: STAYS)\n"), heard::err);
        assertTrue(heard.err().contains("not committed in 1 of them STAYS\n"), heard::err);
        assertFalse(sent.has("draft") || sent.has("fork") || sent.has("together"));
    }

    @Test
    void eachWarningIsAskedForByItself() throws Exception {
        try (var ratoon = new Installation(folder)) {
            ratoon.with("RATOON_URL", api.url()).with("RATOON_TOKEN", "a-token");
            Launched.End no = ratoon.ratoonOnATerminal("yes\nno\n", "pr", ONE);
            assertEquals(1, no.exit(), no::toString);
            assertTrue(no.out().contains("WARNING It is run. [workflow"), no::toString);
            assertTrue(no.out().contains("Nothing was published."), no::toString);
            assertEquals("GET " + PATH, api.asked.getLast());
            Launched.End none = ratoon.ratoonOnATerminal("\n", "pr", ONE);
            assertEquals(1, none.exit(), none::toString);
            assertEquals("GET " + PATH, api.asked.getLast());
            Launched.End yes = ratoon.ratoonOnATerminal("yes\nyes\n", "pr", ONE);
            assertEquals(0, yes.exit(), yes::toString);
            assertTrue(
                    api.asked.getLast().endsWith("\"accept\":[\"workflow:.github/w.yml\"]}"),
                    api.asked::getLast);
        }
    }

    @Test
    void whatTheHarnessWritesIsShownAndPublishedAfterAYes() throws Exception {
        api.answering(
                "POST " + PATH + "/text",
                "{\"title\":\"Say more\",\"body\":\"It said\\n\\ntoo little.\"}");
        Heard alone = api.run(2, "pr", ONE, "--write");
        for (String shown :
                new String[] {
                    "title    Say more\n", "says     It said\n", "Nobody can be asked here."
                }) {
            assertTrue(alone.err().contains(shown), () -> shown + "\n--- is not in\n" + alone);
        }
        assertEquals("POST " + PATH + "/text {}", api.asked.getLast());
        try (var ratoon = new Installation(folder)) {
            ratoon.with("RATOON_URL", api.url()).with("RATOON_TOKEN", "a-token");
            Launched.End yes =
                    ratoon.ratoonOnATerminal("yes\nyes\n", "pr", ONE, "--write", "--title", "T");
            assertEquals(0, yes.exit(), yes::toString);
        }
        assertTrue(
                api.asked
                        .getLast()
                        .contains("\"title\":\"T\",\"body\":\"It said\\n\\ntoo little.\""),
                api.asked::getLast);
    }

    @Test
    void whatTheHarnessWritesIsNotPublishedUnread() {
        Heard heard = api.run(2, "pr", ONE, "--write", "--yes");
        assertTrue(heard.err().contains("with --yes nobody reads it."), heard::err);
        assertTrue(api.asked.isEmpty(), () -> "" + api.asked);
    }

    @Test
    void whereTheHarnessWritesNothingThatIsSaidAndWhatWasMadeOfTheLogStays() {
        Heard heard = api.run(2, "pr", ONE, "--write");
        assertTrue(heard.err().contains("Not scripted: POST " + PATH + "/text"), heard::err);
        assertTrue(heard.err().contains("title    Fix it\n"), heard::err);
    }

    @Test
    void whoMayNotPushIsOfferedAFork() {
        api.answering("GET " + PATH, proposal(false));
        Heard heard = api.run(1, "pr", ONE, "--yes");
        assertTrue(heard.err().contains("You may not.\nNext: "), heard::err);
        assertTrue(heard.err().contains("ratoon pr --fork fix-1"), heard::err);
        assertEquals("GET " + PATH, api.asked.getLast());
        Heard forked = api.run(0, "pr", ONE, "--yes", "--fork");
        assertTrue(
                forked.err().contains("to       your own fork of https://github.com/acme/pay, as"),
                forked::err);
        assertTrue(api.asked.getLast().contains("\"fork\":true"), api.asked::getLast);
    }

    @Test
    void whereThereAreNoPullRequestsItSaysWhatToDoByHand() {
        api.answering(
                "POST " + PATH,
                "{\"branch\":\"ratoon/fix-1\",\"commit\":\"beef\",\"to\":\"/srv/pay\","
                        + "\"said\":[\"See\\u0007 here\"],"
                        + "\"next\":\"Open one by hand.\"}");
        assertEquals(
                "ratoon/fix-1 is at beef in /srv/pay\nSee<U+0007> here\nOpen one by hand.\n",
                api.run(0, "pr", ONE, "--yes").out());
    }

    @Test
    void programsGetTheApisOwnObjectAndARefusalItsOwnProblem() throws Exception {
        Heard heard = api.run(0, "pr", ONE, "--yes", "--json");
        assertEquals(7, Json.read(heard.out()).path("pull").path("number").asInt());
        assertEquals("", heard.err());
        api.run(2, "pr", ONE, "--merge", "--rebase");
    }

    @Test
    void anAgentTellsOfItsPullRequest() {
        String shown = api.run(0, "show", ONE).out();
        assertTrue(shown.contains("published   c0ffeec0ff in https://h.example/p\n"), shown);
        assertTrue(
                shown.contains(
                        "pull        #7 open, checks failed, changes requested: https://h.example/7\n"),
                shown);
    }
}
