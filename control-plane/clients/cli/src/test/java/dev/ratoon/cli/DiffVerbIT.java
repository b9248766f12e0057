package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an agent has committed, as the verb for its changes says it of fixed answers. */
class DiffVerbIT {
    private static final String AGENT = "0190aaaa-0000-7000-8000-000000000001";
    private static final String COMMITS = "GET /api/agents/" + AGENT + "/commits";

    private ScriptedApi api;

    @BeforeEach
    void anAgent() throws Exception {
        api = new ScriptedApi();
        api.answering("GET /api/agents/" + AGENT, Json.object("id", AGENT, "name", "fix-a"));
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void itsCommitsAreTheNewestFirstAndForProgramsTheApisOwn() {
        ObjectNode all = Json.object();
        for (String subject : List.of("Say more", "Begin\u001b[2J\u202e")) {
            all.withArray("commits")
                    .add(
                            Json.object("id", "c5b97d5ae6c19d5c", "subject", subject)
                                    .put("author", "Ada")
                                    .put("at", "2026-01-01T00:00:00Z"));
        }
        api.answering(COMMITS, all);
        String table = api.run(0, "diff", AGENT, "--commits").out();
        assertTrue(table.contains("\nc5b97d5ae6  Say more "), table);
        assertTrue(table.contains("\nc5b97d5ae6  Begin<U+001B>[2J<U+202E>  Ada "), table);
        String json = api.run(0, "diff", AGENT, "--commits", "--json").out();
        assertEquals(Json.write(all) + "\n", json);
    }

    @Test
    void withoutCommitsItIsSaidWhereElseItsWorkIs() {
        api.answering(COMMITS, "{\"commits\":[]}");
        String none = api.run(0, "diff", AGENT, "--commits").out();
        assertEquals(
                "It has committed nothing itself. What it has changed: ratoon diff AGENT\n", none);
    }

    @Test
    void itsCommitsAreThoseOfAllItsWork() {
        for (String part : List.of("a.txt", "--turn=2", "--stat")) {
            String refused = api.run(2, "diff", AGENT, "--commits", part).err();
            assertTrue(refused.contains("Leave out FILE, --turn and --stat"), refused);
        }
        assertEquals(List.of(), api.asked);
    }
}
