package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody is told that they may do with an agent is what is then not refused. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MayIT {
    private static final AtomicInteger DOLLARS = new AtomicInteger(10_000);

    @Inject TestPeople people;
    @Inject GivenAgents agents;

    private TestPeople.Person ada;
    private Api owner;
    private String team;
    private UUID shared;

    @BeforeEach
    void anAgentOfATeam() {
        owner = people.owner();
        ada = people.invited("member");
        team = "may-" + ada.name();
        shared = agents.of(agents.user(ada), agents.team(owner, team, ada), "shared");
    }

    @Test
    void each_is_told_what_is_then_not_refused() {
        List<TestPeople.Person> all = everybody();
        all.addFirst(ada);
        all.add(people.invited("admin"));
        for (TestPeople.Person person : all) {
            List<String> told = told(person.api().get("/api/agents/" + shared).body());
            assertEquals(notRefused(person.api()), told, person.name());
            JsonNode listed = person.api().get("/api/agents?q=shared").body().path("agents");
            assertEquals(told, told(one(listed)), person.name());
        }
        String own = "/api/agents/" + agents.of(ada, "own");
        assertEquals(404, all.getLast().api().get(own).status());
    }

    @Test
    void what_a_team_keeps_says_who_may_change_and_use_it() {
        for (String kind : List.of("environments", "personas")) {
            String what = kind.equals("personas") ? "instructions" : "setup";
            Map<String, String> made =
                    Map.of("name", "kept" + DOLLARS.incrementAndGet(), "team", team, what, "true");
            Api.Answer answer = owner.post("/api/" + kind, made);
            assertEquals(201, answer.status(), answer.body()::toString);
            String id = answer.text("id");
            String at = "/api/" + kind + "/" + id;
            for (TestPeople.Person person : everybody()) {
                JsonNode told = person.api().get(at).body();
                boolean changes = person.api().put(at, Map.of("description", "x")).status() != 403;
                assertEquals(changes, told.path("mayChange").asBoolean(), person.name() + kind);
                if (kind.equals("environments")) {
                    boolean tries = person.api().post(at + "/try", Map.of()).status() != 403;
                    assertEquals(tries, told.path("mayUse").asBoolean(), person.name());
                }
            }
            owner.delete(at);
        }
        Map<String, String> key = Map.of("key", "sk-ant-geheim-0123456789", "team", team);
        assertEquals(200, owner.put("/api/keys/anthropic", key).status());
        for (TestPeople.Person person : everybody()) {
            JsonNode told = person.api().get("/api/keys").body().path(0);
            boolean changes = person.api().put("/api/keys/anthropic", key).status() != 403;
            assertEquals(changes, told.path("mayChange").asBoolean(), person.name());
        }
        owner.delete("/api/keys/anthropic?team=" + team);
    }

    /** In the team in each role, and a viewer of Ratoon who is an admin of the team. */
    private List<TestPeople.Person> everybody() {
        List<TestPeople.Person> all = new ArrayList<>();
        for (String role : List.of("owner", "admin", "member", "viewer")) {
            all.add(joined(people.invited("member"), role));
        }
        all.add(joined(people.invited("viewer"), "admin"));
        return all;
    }

    @Test
    void a_stream_tells_each_reader_its_own_and_anew_when_the_role_has_become_another()
            throws Exception {
        TestPeople.Person eve = joined(people.invited("member"), "viewer");
        try (var adas = Listener.to(ada.api(), "/api/stream");
                var eves = Listener.to(eve.api(), "/api/stream")) {
            adas.await("what she may", StreamIT.is(shared, "title", "shared"));
            eves.await("what she may", StreamIT.is(shared, "title", "shared"));
            agents.rename(shared, "again");
            var hers = adas.await("of a change", StreamIT.is(shared, "title", "again"));
            var theirs = eves.await("of a change", StreamIT.is(shared, "title", "again"));
            assertEquals(
                    List.of("steer", "decide", "allow-host", "enter", "publish", "delete"),
                    told(hers.data()));
            assertEquals(List.of(), told(theirs.data()));
            joined(eve, "member");
            eves.await(
                    "that she may by now",
                    event ->
                            StreamIT.is(shared, "title", "again").test(event)
                                    && told(event.data()).contains("decide"));
        }
    }

    private TestPeople.Person joined(TestPeople.Person person, String role) {
        String place = "/api/teams/" + team + "/members/" + person.name();
        assertEquals(204, owner.put(place, Map.of("role", role)).status());
        return person;
    }

    /** All but a terminal, which is no request; what is deleted is restored at once. */
    private List<String> notRefused(Api api) {
        String at = "/api/agents/" + shared;
        Map<String, Integer> money =
                Map.of("money", DOLLARS.incrementAndGet(), "turns", 1, "minutes", 1);
        String nothing = "/" + UUID.randomUUID();
        boolean steers = api.post(at + "/pause", null).status() != 403;
        boolean decides = api.delete(at + "/rules" + nothing).status() != 403;
        boolean hosts = api.delete(at + "/egress/allow/a.example").status() != 403;
        boolean publishes = api.post(at + "/pull-request", Map.of()).status() != 403;
        boolean raises = api.send("PATCH", at, Map.of("limits", money)).status() != 403;
        boolean deletes = api.delete(at).status() != 403;
        assertEquals(deletes, api.post(at + "/restore", null).status() != 403);
        return Stream.of(
                        steers ? "steer" : null,
                        decides ? "decide" : null,
                        hosts ? "allow-host" : null,
                        // Decided as steering is: AuthorityTest has the whole matrix.
                        steers ? "enter" : null,
                        publishes ? "publish" : null,
                        raises ? "raise-cap" : null,
                        deletes ? "delete" : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private JsonNode one(JsonNode listed) {
        return StreamSupport.stream(listed.spliterator(), false)
                .filter(agent -> agent.path("id").asText().equals(shared.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> told(JsonNode agent) {
        return StreamSupport.stream(agent.path("may").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
