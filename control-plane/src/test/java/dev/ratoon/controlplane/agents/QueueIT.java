package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.peers.Exec;
import dev.ratoon.protocol.Frame;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More agents than places for them: who waits is seen to wait, and where. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(QueueIT.OneForEachOwner.class)
class QueueIT {
    public static class OneForEachOwner implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ratoon.agents.sandboxes",
                    "2",
                    "ratoon.agents.sandboxes-of-one-owner",
                    "1",
                    "ratoon.agents.idle-when-wanted",
                    "PT1S");
        }
    }

    @Inject TestPeople people;
    @Inject LogStore log;
    @TempDir Path directory;

    @Test
    @Tag("long")
    void an_owner_with_its_share_waits_in_the_order_of_coming_and_keeps_no_other_out()
            throws Exception {
        Fleet fleet = new Fleet(people.owner(), GitRepository.in(directory));
        String first = fleet.start("auto", "sleep 100000");
        fleet.awaitBegun(first);
        String second = fleet.start("auto", "sleep 8");
        String third = fleet.start("auto", "true");
        awaitPosition(fleet, second, 1);
        awaitPosition(fleet, third, 2);
        assertEquals(Map.of(second, 1, third, 2), positions(fleet), "a list says the same");

        Fleet another = new Fleet(people.invited("member").api(), fleet.repository());
        String theirs = startOf(another.api());
        Eventually.get(
                "a sandbox for somebody else",
                () -> another.events(theirs, "sandbox.wanted").size(),
                wanted -> wanted > 0);
        awaitPosition(fleet, second, 1);

        end(fleet, first);
        awaitPosition(fleet, third, 1);
        fleet.awaitTurn(second, 1);
        fleet.awaitTurn(third, 1);
        assertEquals("paused", fleet.state(second), "it had nothing to do, and yielded");
        assertEquals(
                "It had nothing to do, and another agent waited.",
                fleet.events(second, "pause.asked").getFirst().at("/payload/why").asText());
        assertEquals("idle", fleet.state(third), "nobody waits any more");

        String fourth;
        try (var exec = new Exec(fleet.api(), third, "{\"command\":[\"sleep\",\"5\"]}")) {
            fourth = fleet.start("auto", "true");
            assertEquals(new Frame.Exit(0), exec.end());
        }
        fleet.awaitTurn(fourth, 1);
        assertTrue(
                fleet.events(third, "exec.ended").getFirst().path("seq").asInt()
                        < fleet.events(third, "pause.asked").getFirst().path("seq").asInt(),
                "a command in it came to its end");
        end(fleet, fourth);
        end(fleet, third);
        end(fleet, second);
        end(another, theirs);
    }

    private static Map<String, Integer> positions(Fleet fleet) {
        Map<String, Integer> positions = new HashMap<>();
        for (JsonNode agent : fleet.api().get("/api/agents").body().path("agents")) {
            if (agent.has("queuePosition")) {
                positions.put(agent.path("id").asText(), agent.path("queuePosition").asInt());
            }
        }
        return positions;
    }

    private static void awaitPosition(Fleet fleet, String agent, int position) throws Exception {
        Eventually.get(
                "place " + position,
                () -> fleet.agent(agent).path("queuePosition").asInt(),
                now -> now == position);
        assertEquals("queued", fleet.state(agent));
    }

    /** No sandbox reaches its repository, which is no matter of the queue. */
    private static String startOf(Api api) {
        var asked = Map.of("repository", "https://example.invalid/a/b", "prompt", "true");
        return api.post("/api/agents", asked).text("id");
    }

    private void end(Fleet fleet, String agent) throws Exception {
        fleet.api().delete("/api/agents/" + agent);
        Eventually.get(
                "the end of its sandbox",
                () -> fleet.agent(agent).path("doing").asText(),
                doing -> doing.equals("is deleted"));
        Consistency.check(log, agent);
    }
}
