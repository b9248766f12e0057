package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the verbs about money ask and say, against an API of fixed answers. */
class SpendVerbsIT {
    private static final String ONE = "0190aaaa-0000-7000-8000-000000000001";

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
    void whatAnAgentMaySpendIsRaisedAndWhatItHasSpentIsShownWithAMarkOnEstimates() {
        ObjectNode agent = Json.object("id", ONE, "name", "fix-login-abc123").put("turn", 2);
        agent.putObject("limits")
                .put("minutes", 60)
                .put("turns", 9)
                .put("tokens", 1_000_000)
                .put("money", "20.00");
        agent.putObject("spent")
                .put("calls", 3)
                .put("input", 12_000)
                .put("cached", 9_000)
                .put("output", 345)
                .put("money", "1.204999")
                .put("estimated", "0.20")
                .put("estimates", 1);
        api.answering("GET /api/agents/" + ONE, agent);
        api.answering("PATCH /api/agents/" + ONE, agent);
        Heard heard = api.run(0, "limits", ONE, "--money", "20", "--tokens", "1000000");
        assertEquals(
                "PATCH /api/agents/" + ONE + " {\"limits\":{\"money\":\"20\",\"tokens\":1000000}}",
                api.asked.getLast());
        String spent = "~$1.20 of $20.00, 12,345 of 1,000,000 tokens\n";
        assertTrue(heard.out().endsWith(spent), heard::out);
        assertTrue(api.run(0, "show", ONE).out().contains("spent       " + spent));
    }

    @Test
    void whatWasSpentInAMonthIsShownAndAnOwnersCapIsChanged() {
        ObjectNode spend = Json.object("month", "2026-11", "owner", "ada", "money", "0.004");
        spend.put("tokens", 700).put("estimated", "0.00");
        spend.putObject("cap").put("tokens", 5_000).put("money", "200.00");
        spend.putArray("agents").addObject().put("name", "fix-login-abc123").put("money", "0.004");
        api.answering("GET /api/spend", spend);
        api.answering("PUT /api/spend/owners/ada", spend);
        String shown = api.run(0, "spend").out();
        assertTrue(
                shown.startsWith("ada, 2026-11: <$0.01 of $200.00, 700 of 5,000 tokens\n"), shown);
        assertTrue(shown.contains("fix-login-abc123  <$0.01"), shown);
        api.run(0, "spend", "ada", "--money", "200");
        assertEquals("PUT /api/spend/owners/ada {\"money\":\"200\"}", api.asked.getLast());
        assertTrue(api.run(2, "spend", "--money", "9").err().contains("Say whose agents"));
    }
}
