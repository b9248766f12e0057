package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents on real parts: sandboxes, the runner, the shell harness, git and the database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AgentIT {
    @Inject TestPeople people;
    @Inject LogStore log;
    @TempDir Path directory;
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    /** Whatever happened: no gap, no repeat, and the state is the fold of the log. */
    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() throws Exception {
        if (!agent.isEmpty()) {
            fleet.api().delete("/api/agents/" + agent);
            Eventually.get(
                    "the end of its sandbox",
                    () -> fleet.agent(agent).path("doing").asText(),
                    doing -> doing.equals("is deleted"));
            Consistency.check(log, agent);
        }
    }

    @Test
    void a_prompt_runs_in_a_sandbox_on_a_branch_of_its_own() throws Exception {
        agent = fleet.start("auto", "cat README\ngit branch --show-current\nid -u");
        JsonNode after = fleet.awaitTurn(agent, 1);
        String printed = fleet.printed(agent);
        assertEquals("finished", fleet.outcome(agent, 1));
        assertTrue(printed.contains("hello"), printed);
        assertTrue(printed.contains(after.path("branch").asText()), printed);
        String end = agent.substring(agent.length() - 6);
        assertEquals("ratoon/cat-readme-" + end, after.path("branch").asText());
    }

    @Test
    void in_normal_mode_what_is_allowed_runs_and_what_is_denied_does_not() throws Exception {
        agent = fleet.start("normal", "echo allowed-$((1+1))\necho denied-$((1+1))");
        JsonNode first = fleet.awaitDecision(agent);
        assertEquals("waiting", fleet.state(agent));
        assertEquals(200, fleet.answer(agent, first, Map.of("outcome", "allow")).status());
        JsonNode second =
                Eventually.get(
                        "the second decision",
                        () -> fleet.awaitDecision(agent),
                        d -> !d.path("id").equals(first.path("id")));
        assertEquals(200, fleet.answer(agent, second, Map.of("outcome", "deny")).status());
        fleet.awaitTurn(agent, 1);
        String printed = fleet.printed(agent);
        assertTrue(printed.contains("allowed-2"), printed);
        assertTrue(!printed.contains("denied-2"), printed);
    }

    @Test
    void another_mode_holds_from_the_next_turn_on() throws Exception {
        agent = fleet.start("auto", "echo one-$((1+1))");
        fleet.awaitTurn(agent, 1);
        String mode = "/api/agents/" + agent + "/mode";
        assertEquals(422, fleet.api().put(mode, Map.of("mode", "wild")).status());
        assertEquals(200, fleet.api().put(mode, Map.of("mode", "normal")).status());
        assertEquals("normal", fleet.agent(agent).path("mode").asText());
        send("echo two-$((1+1))", "queue");
        JsonNode asked = fleet.awaitDecision(agent);
        assertTrue(!fleet.printed(agent).contains("two-2"), "it asks first");
        fleet.answer(agent, asked, Map.of("outcome", "allow"));
        fleet.awaitTurn(agent, 2);
        assertTrue(fleet.printed(agent).contains("two-2"), fleet.printed(agent));
        assertEquals(1, fleet.events(agent, "mode.changed").size());
    }

    @Test
    void a_rule_allows_the_same_command_without_asking() throws Exception {
        agent = fleet.start("normal", "echo again");
        JsonNode asked = fleet.awaitDecision(agent);
        fleet.answer(agent, asked, Map.of("outcome", "allow", "always", Map.of("days", 1)));
        fleet.awaitTurn(agent, 1);
        send("echo again", "queue");
        fleet.awaitTurn(agent, 2);
        List<JsonNode> answers = fleet.events(agent, "decision.answered");
        assertEquals(2, answers.size());
        assertTrue(answers.get(1).path("payload").has("rule"));
    }

    @Test
    void a_rule_allows_it_in_that_directory_only() throws Exception {
        agent = fleet.start("normal", "echo again");
        JsonNode asked = fleet.awaitDecision(agent);
        assertTrue(
                asked.path("command").path("directory").asText().startsWith("/"), asked::toString);
        fleet.answer(agent, asked, Map.of("outcome", "allow", "always", Map.of("days", 1)));
        fleet.awaitTurn(agent, 1);
        send("cd /\necho again", "queue");
        JsonNode elsewhere = fleet.awaitDecisionAfter(agent, asked);
        fleet.answer(agent, elsewhere, Map.of("outcome", "allow"));
        JsonNode again = fleet.awaitDecisionAfter(agent, elsewhere);
        assertEquals("/", again.path("command").path("directory").asText());
        assertEquals("echo again", again.path("command").path("argv").path(2).asText());
        fleet.answer(agent, again, Map.of("outcome", "deny"));
        fleet.awaitTurn(agent, 2);
    }

    @Test
    void stop_ends_the_turn_with_all_that_it_started() throws Exception {
        agent = fleet.start("auto", "sleep 1000 & sleep 1000");
        awaitTool();
        assertEquals(200, fleet.api().post("/api/agents/" + agent + "/stop", null).status());
        fleet.awaitTurn(agent, 1);
        assertEquals("cancelled", fleet.outcome(agent, 1));
        send("ps -eo args | grep -c '[s]leep 1000'", "queue");
        fleet.awaitTurn(agent, 2);
        assertTrue(fleet.printed(agent).contains("0"), fleet.printed(agent));
    }

    @Test
    void a_message_that_redirects_ends_the_turn_and_goes_before_the_others() throws Exception {
        agent = fleet.start("auto", "sleep 1000");
        awaitTool();
        send("echo later", "queue");
        send("echo now", "redirect");
        fleet.awaitTurn(agent, 3);
        assertEquals("cancelled", fleet.outcome(agent, 1));
        List<String> given =
                fleet.events(agent, "turn.given").stream()
                        .map(event -> event.path("payload").path("text").asText())
                        .toList();
        assertEquals(List.of("sleep 1000", "echo now", "echo later"), given);
    }

    @Tag("long")
    @Test
    void a_paused_agent_has_no_sandbox_and_a_message_wakes_it_with_its_files() throws Exception {
        agent = fleet.start("auto", "echo kept > file");
        fleet.awaitTurn(agent, 1);
        fleet.api().post("/api/agents/" + agent + "/pause", null);
        fleet.await(agent, "paused");
        send("cat file", "queue");
        fleet.awaitTurn(agent, 2);
        assertTrue(fleet.printed(agent).contains("kept"));
    }

    @Tag("long")
    @Test
    void a_deleted_agent_can_be_restored() throws Exception {
        agent = fleet.start("auto", "echo kept > file");
        fleet.awaitTurn(agent, 1);
        fleet.api().delete("/api/agents/" + agent);
        fleet.await(agent, "deleted");
        assertEquals(409, send("cat file", "queue"));
        fleet.api().post("/api/agents/" + agent + "/restore", null);
        assertEquals(200, send("cat file", "queue"));
        fleet.awaitTurn(agent, 2);
        assertTrue(fleet.printed(agent).contains("kept"));
    }

    @Tag("long")
    @Test
    void at_its_limit_of_turns_it_says_so_and_goes_on_after_a_raise() throws Exception {
        agent = fleet.start("auto", "echo one", Map.of("limits", Map.of("turns", 1)));
        fleet.awaitTurn(agent, 1);
        send("echo two", "queue");
        JsonNode failed = fleet.await(agent, "failed");
        assertTrue(failed.path("failure").path("nextStep").asText().contains("limit"));
        fleet.api().send("PATCH", "/api/agents/" + agent, Map.of("limits", Map.of("turns", 5)));
        fleet.api().post("/api/agents/" + agent + "/resume", null);
        fleet.awaitTurn(agent, 2);
        assertEquals("finished", fleet.outcome(agent, 2));
    }

    @Test
    void a_repository_that_is_not_there_is_told_by_the_log() throws Exception {
        var nowhere = new Fleet(fleet.api(), new GitRepository(directory.resolve("nowhere")));
        agent = nowhere.start("auto", "echo never");
        JsonNode failed = fleet.await(agent, "failed");
        assertTrue(
                failed.path("failure").path("nextStep").asText().contains("repository"),
                failed::toString);
    }

    private int send(String text, String delivery) {
        return fleet.api()
                .post(
                        "/api/agents/" + agent + "/messages",
                        Map.of("text", text, "delivery", delivery))
                .status();
    }

    private void awaitTool() throws Exception {
        Eventually.get(
                "a running command",
                () -> fleet.events(agent, "tool"),
                tools ->
                        tools.stream()
                                .anyMatch(
                                        tool ->
                                                tool.path("payload")
                                                        .path("update")
                                                        .path("status")
                                                        .asText()
                                                        .equals("in_progress")));
    }
}
