package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control plane's clock jumps. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(ClockIT.OnePlace.class)
class ClockIT {
    public static class OnePlace implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.agents.sandboxes", "1");
        }
    }

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject MovableClock clock;
    @Inject DataSource database;
    @TempDir Path directory;
    private Fleet fleet;

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    private void end(String agent) throws Exception {
        fleet.api().delete("/api/agents/" + agent);
        Eventually.get(
                "the end of its sandbox",
                () -> fleet.agent(agent).path("doing").asText(),
                doing -> doing.equals("is deleted"));
        Consistency.check(log, agent);
    }

    private long looks(String agent) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select epoch from agents where id = ?")) {
            select.setObject(1, UUID.fromString(agent));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    void an_hour_forward_and_back_in_a_turn_ends_neither_it_nor_its_decisions() throws Exception {
        String agent = fleet.start("normal", "echo one\necho two\necho three");
        JsonNode first = fleet.awaitDecision(agent);
        JsonNode second;
        try (var _ = clock.forward(Duration.ofHours(1))) {
            assertEquals(200, fleet.answer(agent, first, Map.of("outcome", "allow")).status());
            second = fleet.awaitDecisionAfter(agent, first);
        }
        JsonNode third;
        try (var _ = clock.forward(Duration.ofHours(-1))) {
            assertEquals(200, fleet.answer(agent, second, Map.of("outcome", "allow")).status());
            third = fleet.awaitDecisionAfter(agent, second);
        }
        assertEquals(200, fleet.answer(agent, third, Map.of("outcome", "allow")).status());
        fleet.awaitTurn(agent, 1);
        assertEquals("finished", fleet.outcome(agent, 1));
        assertEquals(1, fleet.events(agent, "sandbox.wanted").size(), "it kept its sandbox");
        assertEquals(1, fleet.events(agent, "runner.connected").size(), "and its connection");
        end(agent);
    }

    @Tag("long")
    @Test
    void what_nobody_answers_in_time_is_not_run_and_the_agent_can_be_told_more() throws Exception {
        String agent =
                fleet.start("normal", "touch asked", Map.of("limits", Map.of("minutes", 20_000)));
        fleet.awaitDecision(agent);
        try (var _ = clock.forward(Duration.ofDays(8))) {
            fleet.awaitTurn(agent, 1);
        }
        List<JsonNode> closed = fleet.events(agent, "decision.closed");
        assertEquals(1, closed.size(), () -> fleet.log(agent));
        assertEquals("Nobody answered in time.", closed.getFirst().at("/payload/why").asText());
        String refused = "It was not run: it was not allowed.";
        assertTrue(fleet.printed(agent).contains(refused), fleet.printed(agent));
        assertEquals("finished", fleet.outcome(agent, 1));
        assertEquals(1, fleet.events(agent, "sandbox.wanted").size(), "it kept its sandbox");
        Map<String, String> more = Map.of("text", "ls asked", "delivery", "queue");
        assertEquals(200, fleet.api().post("/api/agents/" + agent + "/messages", more).status());
        assertEquals(
                200,
                fleet.answer(agent, fleet.awaitDecision(agent), Map.of("outcome", "allow"))
                        .status());
        fleet.awaitTurn(agent, 2);
        assertTrue(fleet.printed(agent).contains("No such file"), fleet.printed(agent));
        end(agent);
    }

    /** Who waits for a place looks again in ten seconds; of an hour that never was. */
    @Test
    @Tag("long")
    void who_waits_for_a_place_does_not_wait_an_hour_longer_when_the_clock_goes_back()
            throws Exception {
        String holder = fleet.start("auto", "sleep 100000");
        fleet.awaitBegun(holder);
        String waiting;
        try (var _ = clock.forward(Duration.ofHours(1))) {
            waiting = fleet.start("auto", "echo at last");
            fleet.await(waiting, "queued");
            Eventually.get("that it is looked at", () -> looks(waiting), looks -> looks > 0);
        }
        end(holder);
        fleet.awaitTurn(waiting, 1);
        end(waiting);
    }
}
