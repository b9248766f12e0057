package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.agents.StoredLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that do what they should not, in the product as it is shipped: the agent outlives it.
 */
class EnduranceIT {
    @TempDir static Path folder;
    private static Product product;
    private static GitRepository repository;
    private Fleet fleet;
    private String agent = "";

    @BeforeAll
    static void small() throws Exception {
        repository = GitRepository.in(folder);
        product =
                new Product(
                        folder,
                        Map.of(
                                "RATOON_AGENTS_MEMORY", "1024",
                                "RATOON_AGENTS_PROCESSES", "300",
                                "RATOON_AGENTS_PROCESSOR", "100"));
    }

    @AfterAll
    static void end() throws Exception {
        product.close();
    }

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(product.api(), repository);
    }

    /** It goes on in the sandbox that it had, its log is whole, and nothing of it is left. */
    @AfterEach
    void theAgentSurvives() throws Exception {
        fleet = new Fleet(product.api(), repository);
        int next = fleet.agent(agent).path("turn").asInt() + 1;
        fleet.api().send("PUT", "/api/agents/" + agent + "/mode", Map.of("mode", "auto"));
        send("echo alive");
        fleet.awaitTurn(agent, next);
        assertEquals("finished", fleet.outcome(agent, next));
        assertTrue(fleet.printed(agent).endsWith("alive\n"), fleet.printed(agent));
        assertEquals(1, fleet.events(agent, "sandbox.wanted").size(), "it kept its sandbox");
        StoredLog.of(product.home(), agent).check();
        fleet.api().delete("/api/agents/" + agent);
        var sandbox = new Incarnation(product.home(), agent);
        Eventually.get(
                "its end", () -> sandbox.processes("") + "" + sandbox.orphans(), "[][]"::equals);
    }

    private void send(String text) {
        fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", text));
    }

    @Tag("long")
    @Test
    void garbage_nul_and_a_line_of_fifty_megabytes_end_no_turn() throws Exception {
        agent =
                fleet.start(
                        "auto",
                        "printf 'a\\0b\\377\\033[31m\\n'; head -c 50000000 /dev/zero | tr '\\0' x;"
                                + " head -c 100000 /dev/urandom");
        fleet.awaitTurn(agent, 1);
        assertEquals("finished", fleet.outcome(agent, 1));
    }

    @Test
    void a_bomb_of_forks_is_confined_and_its_turn_ends_in_words() throws Exception {
        agent = fleet.start("auto", "perl -e 'fork or sleep 1 while 1'");
        var sandbox = new Incarnation(product.home(), agent);
        Eventually.get("the blast", () -> sandbox.processes("perl").size(), many -> many > 100);
        assertTrue(sandbox.processes("").size() < 400, "it is confined");
        // It may have ended by itself: a harness without room for a thread does.
        assertEquals(200, fleet.api().post("/api/agents/" + agent + "/stop", null).status());
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.outcome(agent, 1).matches("cancelled|failed"), fleet.outcome(agent, 1));
        Eventually.get("silence", () -> sandbox.processes("perl -e"), List::isEmpty);
        // Each that has ended keeps its place until it is collected.
        Eventually.get("room", () -> sandbox.processes("").size(), some -> some < 100);
    }

    @Tag("long")
    @Test
    void a_full_disk_in_the_sandbox_fails_the_turn_in_words() throws Exception {
        agent = fleet.start("auto", "head -c 1000000000 /dev/zero > /tmp/full");
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("No space left"), fleet.printed(agent));
        send("rm /tmp/full");
        fleet.awaitTurn(agent, 2);
    }

    @Tag("long")
    @Test
    void a_decision_outlives_the_control_plane_and_is_answered_once() throws Exception {
        agent = fleet.start("normal", "echo allowed-$((1 + 1))");
        JsonNode asked = fleet.awaitDecision(agent);
        product.kill();
        product.up();
        fleet = new Fleet(product.api(), repository);
        JsonNode again = fleet.awaitDecision(agent);
        assertEquals(asked.path("id"), again.path("id"));
        assertEquals(asked.path("digest"), again.path("digest"));
        assertEquals(200, fleet.answer(agent, asked, Map.of("outcome", "allow")).status());
        assertEquals(409, fleet.answer(agent, asked, Map.of("outcome", "deny")).status());
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("allowed-2"), fleet.printed(agent));
        product.kill();
        product.up();
        fleet = new Fleet(product.api(), repository);
        assertEquals(409, fleet.answer(agent, asked, Map.of("outcome", "deny")).status());
    }
}
