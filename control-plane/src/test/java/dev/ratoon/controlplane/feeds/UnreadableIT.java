package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.AtRest;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One agent whose stored facts cannot be read, and another that people see all the same. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class UnreadableIT {
    @Inject TestPeople people;
    @Inject GivenAgents agents;
    @Inject AtRest rest;
    private Api ada;
    private UUID damaged;
    private UUID other;

    @BeforeEach
    void two() throws Exception {
        TestPeople.Person person = people.invited("member");
        ada = person.api();
        damaged = agents.of(person, "damaged");
        other = agents.of(person, "other");
        // The reconciler, too, mends what it finds damaged.
        rest.await(damaged);
    }

    @Test
    void it_is_listed_with_what_is_known_and_the_other_as_ever() {
        damage("facts = '{}'");
        Api.Answer list = ada.get("/api/agents");
        assertEquals(200, list.status(), list.raw()::body);
        JsonNode shown = of(list.body(), damaged);
        assertEquals("damaged", shown.path("title").asText());
        assertEquals("https://example.invalid/a/b", shown.path("repository").asText());
        assertTrue(shown.path("doing").asText().startsWith("cannot be read"), shown::toString);
        assertTrue(reason(shown).contains("is damaged"), shown::toString);
        assertEquals("paused", of(list.body(), other).path("state").asText());
        assertEquals(200, ada.get("/api/decisions").status());
    }

    @Test
    void what_a_newer_version_has_written_is_named_so() {
        damage("facts = 'of another shape', facts_version = 9999");
        JsonNode shown = of(ada.get("/api/agents").body(), damaged);
        assertTrue(reason(shown).contains("newer version"), shown::toString);
        assertTrue(shown.path("failure").path("nextStep").asText().startsWith("Update"));
        assertEquals(200, ada.get("/api/agents/" + damaged).status());
        shown = of(ada.get("/api/agents").body(), damaged);
        assertTrue(reason(shown).contains("newer version"), "it was not written over");
    }

    @Test
    void the_stream_shows_both_and_goes_on() throws Exception {
        damage("facts = '{\"id\":'");
        try (var stream = Listener.to(ada, "/api/stream")) {
            var all = stream.awaitSnapshot();
            assertTrue(all.stream().anyMatch(event -> is(event, damaged, "damaged")));
            agents.rename(other, "another");
            stream.await("a change of the other", event -> is(event, other, "another"));
        }
    }

    @Test
    void whoever_opens_it_mends_it_from_its_log_and_those_who_watch_see_that() throws Exception {
        JsonNode before = ada.get("/api/agents/" + damaged).body();
        damage("facts = '\\x00ff'");
        try (var stream = Listener.to(ada, "/api/stream")) {
            stream.awaitSnapshot();
            assertEquals(before, ada.get("/api/agents/" + damaged).body());
            stream.await(
                    "it as it was",
                    event -> is(event, damaged, "damaged") && event.text("state").equals("paused"));
        }
        assertEquals(before, of(ada.get("/api/agents").body(), damaged));
    }

    @Test
    void one_whose_log_is_damaged_too_is_told_of_in_words_and_keeps_nobody() {
        agents.sql(
                "update events set payload = 'no JSON' where seq = 1 and agent_id = '"
                        + damaged
                        + "'");
        damage("facts = 'no JSON'");
        Api.Answer one = ada.get("/api/agents/" + damaged);
        assertEquals(500, one.status());
        assertTrue(one.text("detail").contains("restore"), one.raw()::body);
        assertEquals("other", ada.get("/api/agents/" + other).text("title"));
        assertEquals("damaged", of(ada.get("/api/agents").body(), damaged).path("title").asText());
    }

    private void damage(String how) {
        agents.sql("update agents set " + how + " where id = '" + damaged + "'");
    }

    private static boolean is(Listener.Event event, UUID agent, String title) {
        return event.is("agent")
                && event.text("id").equals(agent.toString())
                && event.text("title").equals(title);
    }

    private static String reason(JsonNode agent) {
        return agent.path("failure").path("reason").asText();
    }

    private static JsonNode of(JsonNode page, UUID agent) {
        for (JsonNode each : page.path("agents")) {
            if (each.path("id").asText().equals(agent.toString())) {
                return each;
            }
        }
        throw new AssertionError(agent + " is not in " + page);
    }
}
