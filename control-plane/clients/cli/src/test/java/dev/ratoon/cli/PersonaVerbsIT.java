package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verbs for personas ask and say, against an API of fixed answers. */
class PersonaVerbsIT {
    @TempDir Path folder;
    private ScriptedApi api;

    @BeforeEach
    void begin() throws Exception {
        api = new ScriptedApi();
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void oneIsMadeOfAFile() throws Exception {
        Path words = Files.writeString(folder.resolve("review.md"), "# Review\n");
        api.answering("POST /api/personas", reviewer());
        Heard heard =
                api.run(
                        0,
                        "persona",
                        "add",
                        "reviewer",
                        "--team",
                        "red",
                        "--instructions",
                        words.toString(),
                        "--tools",
                        "read, grep",
                        "--mode",
                        "plan");
        assertEquals(
                "POST /api/personas {\"name\":\"reviewer\",\"team\":\"red\",\"mode\":\"plan\","
                        + "\"instructions\":\"# Review\\n\",\"tools\":[\"read\",\"grep\"]}",
                api.asked.getLast());
        assertTrue(heard.out().contains("start --persona red/reviewer"), heard::out);
    }

    @Test
    void theyAreListedAndDoNothingToTheTerminal() {
        ObjectNode all = Json.object();
        all.putArray("personas").add(reviewer().put("description", "a\u001b[2J\nb \u202ec"));
        api.answering("GET /api/personas", all);
        String shown = api.run(0, "persona", "list").out();
        assertTrue(shown.contains("\nred/reviewer  3 "), shown);
        assertTrue(shown.contains("a<U+001B>[2J<U+000A>b"), shown);
        assertFalse(shown.contains("\u001b") || shown.contains("\u202e"), shown);
    }

    @Test
    void thoseOfARepositoryAreListedWithWhyOneCannotBeTaken() {
        ObjectNode all = Json.object("commit", "c0ffee");
        var personas = all.putArray("personas");
        personas.add(Json.object("name", "repository/bad", "trouble", "It is no text in UTF-8."));
        personas.add(Json.object("name", "repository/good", "description", "Looks"));
        api.answering(
                "GET /api/repository-personas?repository=https%3A%2F%2Fh.example%2Fn&branch=b",
                all);
        String shown =
                api.run(0, "persona", "list", "--repo", "https://h.example/n", "--branch", "b")
                        .out();
        assertTrue(shown.contains("cannot be taken: It is no text"), shown);
        assertTrue(shown.contains("repository/good"), shown);
    }

    @Test
    void instructionsAreShownUncutBehindABar() {
        api.answering(
                "GET /api/personas/reviewer?team=red",
                reviewer().put("instructions", "# One\n\u001b[31mtwo \u200bhidden\n"));
        String shown = api.run(0, "persona", "show", "red/reviewer").out();
        assertTrue(shown.endsWith("\n  | # One\n  | <U+001B>[31mtwo <U+200B>hidden\n"), shown);
    }

    @Test
    void aChangeSaysWhichVersionItIsOfAndCanLeaveOpenAgain() {
        api.answering("GET /api/personas/reviewer?team=red", reviewer());
        api.answering("PUT /api/personas/reviewer?team=red", reviewer().put("version", 4));
        Heard heard = api.run(0, "persona", "change", "red/reviewer", "--model", "", "--tools", "");
        assertEquals(
                "PUT /api/personas/reviewer?team=red {\"version\":3,\"model\":\"\",\"tools\":[]}",
                api.asked.getLast());
        assertTrue(heard.out().startsWith("The persona red/reviewer is version 4."), heard::out);
        api.run(2, "persona", "change", "red/reviewer");
    }

    @Test
    void oneIsRemoved() {
        api.answering("DELETE /api/personas/reviewer", "");
        assertTrue(api.run(0, "persona", "remove", "reviewer").out().contains("reviewer is gone"));
    }

    @Test
    void anAgentIsStartedAsOne() {
        api.answering("POST /api/agents", Json.object("name", "a-1", "state", "queued"));
        api.run(0, "start", "--repo", "https://h.example/n", "--persona", "repository/x", "go");
        assertTrue(
                api.asked.getLast().contains("\"persona\":\"repository/x\""), api.asked::toString);
    }

    private static ObjectNode reviewer() {
        return Json.object(
                        "id",
                        "0190aaaa-0000-7000-8000-000000000003",
                        "name",
                        "reviewer",
                        "team",
                        "red",
                        "owner",
                        "ada",
                        "description",
                        "Looks at changes")
                .put("version", 3);
    }
}
