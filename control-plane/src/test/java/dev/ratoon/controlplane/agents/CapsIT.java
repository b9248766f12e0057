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
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much an agent may do: it ends in words, and goes on when it may do more. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CapsIT {
    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject MovableClock clock;
    @TempDir Path directory;
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() {
        fleet.api().delete("/api/agents/" + agent);
        Consistency.check(log, agent);
    }

    private void send(String text) {
        fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", text));
    }

    private void raise(String limit, int most) {
        var limits = Map.of("limits", Map.of(limit, most));
        fleet.api().send("PATCH", "/api/agents/" + agent, limits);
        assertEquals(200, fleet.api().post("/api/agents/" + agent + "/resume", null).status());
    }

    private String words() {
        return fleet.events(agent, "limit.reached")
                .getLast()
                .path("payload")
                .path("words")
                .asText();
    }

    @Test
    void a_harness_that_says_nothing_for_an_hour_is_stopped_at_the_limit_of_time()
            throws Exception {
        agent = fleet.start("auto", "sleep 100000", Map.of("limits", Map.of("minutes", 60)));
        fleet.awaitBegun(agent);
        try (var _ = clock.forward(Duration.ofMinutes(61))) {
            fleet.awaitTurn(agent, 1);
            assertEquals("cancelled", fleet.outcome(agent, 1));
            assertTrue(words().contains("60 minutes"), words());
            JsonNode stopped = fleet.events(agent, "turn.stopped").getFirst().path("payload");
            assertEquals("ratoon", stopped.path("by").asText());
            send("echo more");
            JsonNode failed = fleet.await(agent, "failed");
            assertTrue(failed.path("failure").path("nextStep").asText().contains("Raise"));
            raise("minutes", 120);
            fleet.awaitTurn(agent, 2);
            assertEquals("finished", fleet.outcome(agent, 2));
        }
    }

    @Test
    @Tag("long")
    void left_alone_over_night_in_auto_mode_it_ends_in_words_and_goes_on_after_a_raise()
            throws Exception {
        agent = fleet.start("auto", "echo 1", Map.of("limits", Map.of("turns", 3)));
        List.of("echo 2", "echo 3", "echo 4", "echo 5").forEach(this::send);
        JsonNode failed = fleet.await(agent, "failed");
        assertEquals(3, failed.path("turn").asInt());
        assertEquals(2, failed.path("queued").asInt(), "what waits is kept");
        assertTrue(words().contains("3 turns"), words());
        assertEquals(words(), failed.path("failure").path("reason").asText());
        Eventually.get(
                "the end of its sandbox",
                () -> fleet.events(agent, "sandbox.ended"),
                ended -> !ended.isEmpty());
        raise("turns", 5);
        fleet.awaitTurn(agent, 5);
        assertEquals("1\n2\n3\n4\n5\n", fleet.printed(agent));
    }
}
