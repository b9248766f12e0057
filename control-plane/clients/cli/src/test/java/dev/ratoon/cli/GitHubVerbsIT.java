package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the verbs for GitHub ask and say, against an API of fixed answers. */
class GitHubVerbsIT {
    private static final String NEED =
            "{\"name\":\"repo\",\"purpose\":\"read repositories\",\"required\":true,"
                    + "\"state\":\"%s\",\"words\":\"%s\"}";
    private static final String NONE =
            "{\"connected\":false,\"host\":\"github.com\",\"newToken\":\"https://github.com/new\","
                    + "\"needs\":["
                    + NEED.formatted("unknown", "not connected")
                    + "],\"beyond\":[]}";
    private static final String CONNECTED =
            "{\"connected\":true,\"host\":\"github.com\",\"login\":\"octocat\",\"hint\":\"4711\","
                    + "\"kind\":\"classic\",\"connectedAt\":\"2026-01-01T00:00:00Z\",\"needs\":["
                    + NEED.formatted("partly", "public repositories only")
                    + "],\"beyond\":[\"delete_repo\"],\"rate\":{\"limit\":5000,\"remaining\":4321,"
                    + "\"resetAt\":\"2026-01-01T01:00:00Z\"}}";

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
    void aTokenIsReadFromTheInputAndNeverSaid() {
        api.answering("PUT /api/github", CONNECTED);
        Heard heard =
                api.run(
                        new Heard().typing("ghp_geheim\n"),
                        0,
                        "github",
                        "connect",
                        "--token-stdin");
        assertEquals("PUT /api/github {\"token\":\"ghp_geheim\"}", api.asked.getLast());
        assertFalse(heard.toString().contains("geheim"), heard::toString);
        assertTrue(heard.out().startsWith("octocat at github.com\n"), heard::out);
    }

    @Test
    void withNothingToReadNothingIsAsked() {
        Heard heard = api.run(2, "github", "connect", "--token-stdin");
        assertTrue(heard.err().contains("nothing to read"), heard::err);
        assertTrue(api.asked.isEmpty());
    }

    @Test
    void theStatusSaysWhatTheTokenMayAndWhatIsTooMuch() {
        api.answering("GET /api/github", CONNECTED);
        String out = api.run(0, "github", "status").out();
        assertTrue(out.contains("...4711, classic"), out);
        assertTrue(out.contains("partly    repo, to read repositories (public"), out);
        assertTrue(out.contains("delete_repo: no use for it"), out);
        assertTrue(out.contains("4321 of 5000 answers left"), out);
    }

    @Test
    void withoutAnAccountItSaysWhatATokenIsFor() {
        api.answering("GET /api/github", NONE);
        String out = api.run(0, "github", "status").out();
        assertTrue(out.contains("Make a token: https://github.com/new"), out);
        assertTrue(out.contains("repo      to read repositories"), out);
    }

    @Test
    void disconnectingSaysWhereTheTokenIsStillGood() {
        api.answering("DELETE /api/github", "");
        assertTrue(api.run(0, "github", "disconnect").out().contains("revoke it there"));
    }

    @Test
    void repositoriesAreListedByWords() {
        api.answering(
                "GET /api/github/repositories?q=pay%20api&limit=50",
                "{\"repositories\":[{\"name\":\"acme/payments\",\"isPrivate\":true,\"mayPush\":true,"
                        + "\"pushedAt\":\"2026-01-01T00:00:00Z\",\"description\":\"Pays\\u001b[31m\"}],"
                        + "\"more\":true,\"whole\":true,\"asOf\":\"2026-01-01T00:00:00Z\","
                        + "\"hiddenBySignOn\":true,\"stale\":\"Ask later.\","
                        + "\"rate\":{\"limit\":5000,\"remaining\":12}}");
        Heard heard = api.run(0, "repositories", "pay", "api");
        assertTrue(heard.out().contains("acme/payments  private"), heard::out);
        assertFalse(heard.out().contains("\u001b"), heard::out);
        for (String said : new String[] {"more", "Ask later.", "single sign-on", "12 of 5000"}) {
            assertTrue(heard.err().contains(said), heard::err);
        }
    }

    @Test
    void branchesAreListedWithTheDefaultOneMarked() {
        api.answering(
                "GET /api/github/branches?repository=acme%2Fpayments&q=main&limit=5",
                "{\"branches\":[{\"name\":\"main\",\"isDefault\":true,"
                        + "\"commit\":\"c5b97d5ae6c19d5c5df71a34c7fbeeda2479ccbc\"}]}");
        String out = api.run(0, "branches", "acme/payments", "main", "--limit", "5").out();
        assertTrue(out.contains("main    c5b97d5ae6  default"), out);
    }

    @Test
    void programsGetTheApisOwnObjects() {
        api.answering("GET /api/github", CONNECTED);
        assertTrue(api.run(0, "github", "status", "--json").out().contains("\"limit\" : 5000"));
    }
}
