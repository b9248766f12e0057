package dev.ratoon.controlplane.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.models.Media;
import dev.ratoon.controlplane.models.Meter;
import dev.ratoon.controlplane.models.ModelCall;
import dev.ratoon.controlplane.models.Outcome;
import dev.ratoon.controlplane.models.Usage;
import dev.ratoon.controlplane.providers.ModelApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents spend and may spend, as people see and change it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SpendIT {
    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject Meter meter;
    @TempDir Path directory;

    private Meter.Admission call(String agent) {
        return meter.admit(
                new ModelCall(
                        UUID.fromString(agent),
                        1,
                        "openai",
                        "gpt-5.2",
                        ModelApi.RESPONSES,
                        1_000,
                        Media.NONE,
                        OptionalLong.of(30_000)));
    }

    private void spend(String agent, long output) {
        assertInstanceOf(Meter.Admission.Admitted.class, call(agent))
                .tab()
                .settle(
                        new Outcome(
                                200,
                                Optional.of(new Usage(2_000, 0, output)),
                                900,
                                Duration.ofMillis(5),
                                false));
    }

    private static Map<String, Object> money(String amount) {
        return Map.of("limits", Map.of("money", amount));
    }

    @Test
    @Tag("long")
    void at_its_cap_the_turn_ends_in_words_and_goes_on_after_a_raise() throws Exception {
        var fleet = new Fleet(people.owner(), GitRepository.in(directory));
        String agent = fleet.start("auto", "sleep 100000", money("0.50"));
        fleet.awaitBegun(agent);
        spend(agent, 30_000);
        assertInstanceOf(Meter.Admission.Refused.class, call(agent));
        fleet.awaitTurn(agent, 1);
        assertEquals("cancelled", fleet.outcome(agent, 1));
        JsonNode seen = fleet.agent(agent);
        assertEquals("0.4235", seen.path("spent").path("money").asText());
        assertEquals("0.50", seen.path("limits").path("money").asText());
        String words = seen.path("cap").path("words").asText();
        assertTrue(words.contains("$0.42 of the $0.50"), words);
        assertTrue(seen.path("cap").path("nextStep").asText().contains("--money N"));
        assertEquals(1, fleet.events(agent, "limit.reached").size());
        fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", "echo more"));
        assertEquals(words, fleet.await(agent, "failed").path("failure").path("reason").asText());

        assertEquals(200, fleet.api().send("PATCH", "/api/agents/" + agent, money("30")).status());
        fleet.api().post("/api/agents/" + agent + "/resume", null);
        fleet.awaitTurn(agent, 2);
        assertEquals("finished", fleet.outcome(agent, 2));
        spend(agent, 7);
        JsonNode month = fleet.api().get("/api/spend").body();
        String name = fleet.agent(agent).path("name").asText();
        JsonNode line =
                month.path("agents")
                        .valueStream()
                        .filter(each -> each.path("name").asText().equals(name))
                        .findFirst()
                        .orElseThrow();
        assertEquals("0.427098", line.path("money").asText());
        assertEquals("200.00", month.path("cap").path("money").asText());
        fleet.api().delete("/api/agents/" + agent);
        Consistency.check(log, agent);
    }

    @Test
    void more_than_is_usual_is_for_owners_and_admins_to_give() {
        Api member = people.invited("member").api();
        Map<String, Object> asked = Map.of("repository", "https://example.com/a/b");
        String agent = member.post("/api/agents", asked).text("id");
        String path = "/api/agents/" + agent;
        assertEquals(200, member.send("PATCH", path, money("20")).status());
        Api.Answer refused = member.send("PATCH", path, money("20.01"));
        assertEquals(403, refused.status());
        assertTrue(refused.text("detail").contains("Only an owner or admin"), refused::toString);
        assertEquals(422, member.send("PATCH", path, money("much")).status());
        Map<String, Object> tooMuch =
                Map.of(
                        "repository",
                        "https://example.com/a/b",
                        "limits",
                        Map.of("tokens", 2_000_000_000_000L / 2));
        assertEquals(403, member.post("/api/agents", tooMuch).status());
        member.delete(path);
    }

    @Test
    void a_month_tells_with_which_model_an_agent_was_started() {
        Api member = people.invited("member").api();
        Map<String, Object> asked =
                Map.of("repository", "https://example.com/a/b", "model", "openai/gpt-5.2");
        String agent = member.post("/api/agents", asked).text("id");
        spend(agent, 100);
        JsonNode line = member.get("/api/spend").body().path("agents").path(0);
        assertEquals("openai/gpt-5.2", line.path("model").asText(), line::toString);
        member.delete("/api/agents/" + agent);
    }

    @Test
    void an_owners_month_is_seen_by_them_and_those_who_govern_and_raised_by_these() {
        TestPeople.Person member = people.invited("member");
        TestPeople.Person other = people.invited("member");
        Api owner = people.owner();
        String caps = "/api/spend/owners/" + member.name();
        assertEquals(403, member.api().put(caps, Map.of("money", 500)).status());
        assertEquals(403, other.api().get("/api/spend?owner=" + member.name()).status());
        assertEquals(403, member.api().get("/api/spend/owners").status());
        assertEquals(200, owner.put(caps, Map.of("money", "500.5")).status());
        assertEquals(200, owner.put(caps, Map.of("tokens", 7)).status());
        JsonNode seen = member.api().get("/api/spend").body();
        assertEquals("500.50", seen.path("cap").path("money").asText());
        assertEquals(7, seen.path("cap").path("tokens").asLong());
        assertEquals(200, owner.get("/api/spend?owner=" + member.name()).status());
        assertEquals(200, owner.get("/api/spend/owners?month=2026-01").status());
        assertEquals(422, owner.get("/api/spend?month=2026-13").status());
        assertEquals(422, owner.put(caps, Map.of("money", -1)).status());
    }
}
