package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An environment that is tried, in real sandboxes. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TrialIT {
    @Inject TestPeople people;
    @Inject LogStore log;
    @TempDir Path directory;
    private Fleet fleet;
    private String name = "";
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
        name = "e" + Long.toString(System.nanoTime(), 36);
        fleet.api().post("/api/environments", Map.of("name", name, "setup", "echo as-saved"));
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() throws Exception {
        if (!agent.isEmpty()) {
            Eventually.get(
                    "its end", () -> fleet.events(agent, "agent.deleted"), all -> !all.isEmpty());
            Consistency.check(log, agent);
        }
        fleet.api().delete("/api/environments/" + name);
    }

    @Test
    void itIsTriedAsItIsAndGoesByItself() throws Exception {
        agent = begun(Map.of());
        Eventually.get(
                "its end", () -> fleet.events(agent, "agent.deleted"), all -> !all.isEmpty());
        assertTrue(output().contains("as-saved"), output());
        assertEquals(1, fleet.events(agent, "workspace.prepared").size());
        assertFalse(fleet.api().get("/api/agents").body().toString().contains(agent));
        Eventually.get(
                "no sandbox", () -> fleet.events(agent, "sandbox.ended"), all -> !all.isEmpty());
    }

    @Test
    void whatIsNotSavedIsTriedAndTheEnvironmentStaysAsItIs() throws Exception {
        agent = begun(Map.of("setup", "echo $A; exit 7", "variables", Map.of("A", "as-edited")));
        JsonNode failed =
                Eventually.get(
                                "its failure",
                                () -> fleet.events(agent, "workspace.failed"),
                                all -> !all.isEmpty())
                        .getFirst();
        assertEquals(7, failed.path("payload").path("exitCode").asInt());
        assertTrue(output().contains("as-edited"), output());
        JsonNode now = fleet.api().get("/api/environments/" + name).body();
        assertEquals("echo as-saved", now.path("setup").asText());
        assertEquals(1, now.path("version").asInt());
    }

    @Test
    void oneThatIsNotThereYetIsTriedToo() throws Exception {
        agent = begun("default", fleet.api(), Map.of("setup", "echo brand-new"));
        Eventually.get("its words", this::output, text -> text.contains("brand-new"));
    }

    @Test
    void whoMayNotChangeItTriesItOnlyAsItIs() {
        var lead = people.invited("member");
        String team = "team-" + lead.name();
        people.owner().post("/api/teams", Map.of("name", team));
        place(team, lead.name(), "admin");
        var mate = people.invited("member");
        place(team, mate.name(), "member");
        String id =
                lead.api().post("/api/environments", Map.of("name", "e", "team", team)).text("id");
        String path = "/api/environments/" + id + "/try";
        Map<String, Object> asked = new HashMap<>(Map.of("repository", "https://e.invalid/a/b"));
        Api.Answer begun = mate.api().post(path, asked);
        assertEquals(201, begun.status(), begun.body()::toString);
        mate.api().delete("/api/agents/" + begun.text("id"));
        asked.put("setup", "echo $TOKEN | rev");
        assertEquals(403, mate.api().post(path, asked).status());
        assertEquals(404, people.invited("member").api().post(path, asked).status());
        assertEquals(403, people.invited("viewer").api().post(path, asked).status());
    }

    private void place(String team, String user, String role) {
        people.owner().put("/api/teams/" + team + "/members/" + user, Map.of("role", role));
    }

    private String begun(Map<String, Object> edited) {
        return begun(name, fleet.api(), edited);
    }

    private String begun(String environment, Api api, Map<String, Object> edited) {
        Map<String, Object> asked = new HashMap<>(edited);
        asked.put("repository", fleet.repository().folder().toString());
        Api.Answer begun = api.post("/api/environments/" + environment + "/try", asked);
        assertEquals(201, begun.status(), begun.body()::toString);
        return begun.text("id");
    }

    private String output() {
        var text = new StringBuilder();
        fleet.events(agent, "output")
                .forEach(event -> text.append(event.path("payload").path("text").asText()));
        return text.toString();
    }
}
