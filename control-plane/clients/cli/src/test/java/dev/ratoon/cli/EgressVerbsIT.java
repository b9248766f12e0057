package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the verbs for the way out ask and say, against an API of fixed answers. */
class EgressVerbsIT {
    private static final String AGENT = "0198a000-0000-7000-8000-000000000001";
    private static final String RULE = "0198a000-0000-7000-8000-0000000000aa";
    private static final String ALLOW = "/api/agents/" + AGENT + "/egress/allow";
    private static final String HOSTS =
            """
            {"everybody":["docs.example"],"hosts":[{"id":"%s","host":"*.example.org",
            "since":"2026-01-01T00:00:00Z","by":"ada"}]}
            """
                    .formatted(RULE);

    private ScriptedApi api;

    @BeforeEach
    void begin() throws Exception {
        api = new ScriptedApi();
        api.answering("GET /api/agents/" + AGENT, "{\"id\":\"" + AGENT + "\",\"name\":\"fix-it\"}");
        api.answering("GET /api/egress", HOSTS);
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void aHostIsAllowedForATime() {
        api.answering(
                "POST " + ALLOW,
                "{\"host\":\"example.org\",\"forever\":false,\"until\":\"2026-01-01T00:00:00Z\"}");
        String out = api.run(0, "allow", AGENT, "example.org", "--minutes", "5").out();
        assertEquals(
                "POST " + ALLOW + " {\"host\":\"example.org\",\"forever\":false,\"minutes\":5}",
                api.asked.getLast());
        assertTrue(out.startsWith("fix-it may reach example.org until "), out);
    }

    @Test
    void orAlways() {
        api.answering("POST " + ALLOW, "{\"host\":\"*.example.org\",\"forever\":true}");
        String out = api.run(0, "allow", AGENT, "*.example.org", "--always").out();
        assertEquals(
                "POST " + ALLOW + " {\"host\":\"*.example.org\",\"forever\":true}",
                api.asked.getLast());
        assertTrue(out.contains("ratoon egress list"), out);
    }

    @Test
    void orInTheListOfItsEnvironmentAndTakenBack() {
        api.answering(
                "POST " + ALLOW,
                "{\"host\":\"example.org\",\"forever\":true,\"environment\":\"web\"}");
        String out = api.run(0, "allow", AGENT, "example.org", "--environment").out();
        assertEquals(
                "POST "
                        + ALLOW
                        + " {\"host\":\"example.org\",\"forever\":false,\"environment\":true}",
                api.asked.getLast());
        assertTrue(out.contains("begin with the environment web"), out);
        api.answering("DELETE " + ALLOW + "/example.org", "{}");
        api.run(0, "allow", AGENT, "example.org", "--remove");
        assertEquals("DELETE " + ALLOW + "/example.org", api.asked.getLast());
        api.run(2, "allow", AGENT, "example.org", "--remove", "--always");
    }

    @Test
    void aRuleOfPushesIsAllowedOnceOnly() {
        api.answering("POST /api/agents/" + AGENT + "/allowances", "{\"rules\":[\"paths\"]}");
        String out = api.run(0, "allow", AGENT, "paths").out();
        assertTrue(out.contains("may break the rule paths"), out);
        String err = api.run(2, "allow", AGENT, "paths", "--always").err();
        assertTrue(err.contains("'paths' is no host"), err);
    }

    @Test
    void whatIsKeptIsShownAndTakenBackByTheEndOfItsId() {
        String out = api.run(0, "egress", "list").out();
        assertTrue(out.contains("everybody's") && out.contains("*.example.org"), out);
        api.answering("DELETE /api/egress/" + RULE, "{}");
        api.run(0, "egress", "remove", "aa");
        assertEquals("DELETE /api/egress/" + RULE, api.asked.getLast());
        api.run(1, "egress", "remove", "bb");
    }
}
