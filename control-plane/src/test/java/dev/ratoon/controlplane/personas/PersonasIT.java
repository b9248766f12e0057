package dev.ratoon.controlplane.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Personas over the API, where no sandbox is needed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PersonasIT {
    private static final String PATH = "/api/personas";

    @Inject TestPeople people;

    @Test
    void one_is_made_read_changed_and_removed() {
        Api api = people.invited("member").api();
        Map<String, Object> asked = new HashMap<>(reviewer("# Review\r\nwell\r\n"));
        asked.putAll(Map.of("tools", List.of("read", "grep"), "model", "openai/m", "mode", "plan"));
        Api.Answer made = api.post(PATH, asked);
        assertEquals(201, made.status(), made.body()::toString);
        assertEquals("# Review\nwell", made.text("instructions"));
        assertEquals("grep", made.body().path("tools").path(1).asText());
        assertEquals(1, made.body().path("version").asInt());
        assertFalse(made.body().has("harness"));

        Api.Answer changed = api.put(PATH + "/reviewer", version(1, "again"));
        assertEquals(2, changed.body().path("version").asInt(), changed.body()::toString);
        assertEquals("openai/m", changed.text("model"), "what is left out stays");
        changed = api.put(PATH + "/reviewer", Map.of("version", 2, "model", "", "mode", "normal"));
        assertEquals("again", changed.text("instructions"));
        assertFalse(changed.body().has("model"), "what is empty is left open again");
        assertEquals("normal", changed.text("mode"));
        assertEquals(422, api.put(PATH + "/reviewer", Map.of("version", 3, "name", "b")).status());
        assertEquals(changed.body(), api.get(PATH + "/" + made.text("id")).body());
        JsonNode listed = api.get(PATH).body().path("personas");
        assertEquals(1, listed.size());
        assertFalse(listed.path(0).has("instructions"), "a list has no instructions");

        assertEquals(204, api.delete(PATH + "/reviewer").status());
        assertEquals(404, api.get(PATH + "/reviewer").status());
    }

    @Test
    void of_two_that_change_the_same_version_one_is_told_so() throws Exception {
        Api api = people.invited("member").api();
        api.post(PATH, reviewer("one"));
        int done = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<Api.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                var body = version(1, "say " + i);
                answers.add(threads.submit(() -> api.put(PATH + "/reviewer", body)));
            }
            for (Future<Api.Answer> answer : answers) {
                assertTrue(List.of(200, 409).contains(answer.get().status()));
                done += answer.get().status() == 200 ? 1 : 0;
            }
        }
        assertEquals(1, done);
        Api.Answer late = api.put(PATH + "/reviewer", version(1, "late"));
        assertTrue(late.text("detail").contains("has made version 2"), late.body()::toString);
    }

    @Test
    void anothers_is_not_there_whatever_one_is() {
        Api owner = people.invited("member").api();
        String id = owner.post(PATH, Map.of("name", "hidden", "instructions", "secret")).text("id");
        for (String role : List.of("admin", "member", "viewer")) {
            Api other = people.invited(role).api();
            for (String named : List.of(id, "hidden")) {
                Api.Answer answer = other.get(PATH + "/" + named);
                Api.Answer none = other.get(PATH + "/" + named.replace('i', 'j'));
                assertEquals(404, answer.status(), role);
                assertEquals(
                        none.text("detail").replace(named.replace('i', 'j'), named),
                        answer.text("detail"),
                        "it looks as if it were not there");
                assertEquals(404, other.put(PATH + "/" + named, version(1, "x")).status(), role);
                assertEquals(404, other.delete(PATH + "/" + named).status(), role);
                int started = role.equals("viewer") ? 403 : 422;
                assertEquals(started, start(other, named).status(), role);
            }
            assertFalse(other.get(PATH).body().toString().contains(id), role);
        }
        assertEquals("secret", owner.get(PATH + "/hidden").text("instructions"));
    }

    @Test
    void a_teams_is_used_by_its_members_and_changed_by_who_made_it_and_its_admins() {
        var maker = people.invited("member");
        String team = team(maker);
        var member = joined(team, "member");
        var lead = joined(team, "admin");
        var viewer = joined(team, "viewer");
        assertEquals(403, viewer.api().post(PATH, ofTeam("no", team)).status());
        String id = maker.api().post(PATH, ofTeam("ours", team)).text("id");
        assertEquals(409, maker.api().post(PATH, ofTeam("ours", team)).status());
        assertEquals(201, maker.api().post(PATH, reviewer("mine")).status());
        assertEquals("mine", maker.api().get(PATH + "/reviewer").text("instructions"));

        assertEquals("ours", viewer.api().get(PATH + "/reviewer").text("instructions"));
        assertEquals(422, start(viewer.api(), "reviewer").status());
        Api.Answer started = start(member.api(), "reviewer");
        assertEquals(201, started.status(), started.body()::toString);
        assertEquals(team + "/reviewer", started.text("persona"));
        assertEquals(1, started.body().path("personaVersion").asInt());
        end(member.api(), started);

        assertEquals(403, member.api().put(PATH + "/" + id, version(1, "x")).status());
        assertEquals(403, member.api().delete(PATH + "/" + id).status());
        assertEquals(200, maker.api().put(PATH + "/" + id, version(1, "x")).status());
        assertEquals(200, lead.api().put(PATH + "/" + id, version(2, "y")).status());
        Api admin = people.invited("admin").api();
        assertEquals(200, admin.put(PATH + "/" + id, version(3, "z")).status());
        assertEquals(422, start(admin, id).status(), "governing is no right to what it says");
        people.owner().delete("/api/teams/" + team + "/members/" + maker.name());
        assertEquals(404, maker.api().get(PATH + "/" + id).status());
    }

    @Test
    void an_agent_keeps_the_version_that_it_was_started_with() {
        Api api = people.invited("member").api();
        Map<String, Object> asked = new HashMap<>(reviewer("first"));
        asked.putAll(Map.of("harness", "shell", "model", "openai/m", "mode", "plan"));
        api.post(PATH, asked);
        Api.Answer started = start(api, "reviewer");
        assertEquals("plan", started.text("mode"));
        assertEquals("openai/m", started.text("model"));
        api.put(PATH + "/reviewer", version(1, "second"));
        api.delete(PATH + "/reviewer");
        String agent = "/api/agents/" + started.text("id");
        assertEquals("reviewer", api.get(agent).text("persona"));
        JsonNode events = api.get(agent + "/events?after=0").body().path("events");
        JsonNode taken = events.path(1);
        assertEquals("persona.taken", taken.path("type").asText());
        assertEquals("first", taken.path("payload").path("instructions").asText());
        assertEquals("plan", events.path(0).path("payload").path("mode").asText());
        end(api, started);
    }

    @Test
    void what_a_start_says_goes_before_what_a_persona_says() {
        Api api = people.invited("member").api();
        Map<String, Object> asked = new HashMap<>(reviewer("x"));
        asked.putAll(Map.of("harness", "none-such", "model", "openai/m", "mode", "auto"));
        api.post(PATH, asked);
        Map<String, Object> said =
                Map.of("harness", "shell", "model", "openai/other", "mode", "normal");
        Api.Answer started = start(api, "reviewer", said);
        assertEquals(201, started.status(), started.body()::toString);
        assertEquals("shell", started.text("harness"));
        assertEquals("openai/other", started.text("model"));
        assertEquals("normal", started.text("mode"));
        end(api, started);
        Api.Answer refused = start(api, "reviewer");
        assertEquals(422, refused.status());
        assertTrue(refused.text("detail").contains("none-such"), refused.body()::toString);
    }

    @Test
    void an_unknown_one_is_refused_with_the_nearest() {
        Api api = people.invited("member").api();
        assertEquals(422, start(api, "revewer").status());
        api.post(PATH, reviewer("x"));
        Api.Answer refused = start(api, "revewer");
        assertTrue(refused.text("detail").contains("The nearest is 'reviewer'"), refused::toString);
        assertEquals(422, start(api, "x".repeat(100_000)).status());
    }

    @Test
    void what_cannot_be_is_refused_in_words_and_does_nothing_to_a_terminal() {
        Api api = people.invited("member").api();
        List<Map<String, Object>> wrong =
                List.of(
                        Map.of(),
                        Map.of("name", "Not Good"),
                        Map.of("name", "x\u001b[2J"),
                        Map.of("name", "x", "instructions", "y".repeat(33_000)),
                        Map.of("name", "x", "instructions", "see \udb40\udc41 nothing"),
                        Map.of("name", "x", "instructions", "\u202eturned"),
                        Map.of("name", "x", "description", "\u001b]0;title\u0007"),
                        Map.of("name", "x", "tools", List.of("\u001b[2J")),
                        Map.of("name", "x", "harness", "\u001b[2J"),
                        Map.of("name", "x", "model", "a b"),
                        Map.of("name", "x", "mode", "yolo"),
                        Map.of("name", "x", "description", "z".repeat(501)));
        for (Map<String, Object> each : wrong) {
            Api.Answer answer = api.post(PATH, each);
            assertEquals(422, answer.status(), each::toString);
            String said = answer.text("detail");
            assertTrue(said.length() > 10, answer.body()::toString);
            assertTrue(said.codePoints().noneMatch(PlainText::isHidden), said);
        }
        assertEquals(0, api.get(PATH).body().path("personas").size());
        assertEquals(404, api.post(PATH, ofTeam("x", "no-such-team")).status());
        var lead = people.invited("member");
        people.owner().post("/api/teams", Map.of("name", "repository"));
        place("repository", lead.name(), "admin");
        assertEquals(
                422,
                lead.api().post(PATH, ofTeam("x", "repository")).status(),
                "'repository/reviewer' is the repository's own");
        assertEquals(403, people.invited("viewer").api().post(PATH, reviewer("x")).status());
    }

    private static Map<String, Object> reviewer(String instructions) {
        return Map.of("name", "reviewer", "instructions", instructions);
    }

    private static Map<String, Object> ofTeam(String instructions, String team) {
        var asked = new HashMap<>(reviewer(instructions));
        asked.put("team", team);
        return asked;
    }

    private static Map<String, Object> version(int read, String instructions) {
        return Map.of("version", read, "instructions", instructions);
    }

    private static Api.Answer start(Api api, String persona) {
        return start(api, persona, Map.of());
    }

    private static Api.Answer start(Api api, String persona, Map<String, Object> more) {
        Map<String, Object> asked = new HashMap<>(more);
        asked.put("repository", "https://example.invalid/a/b");
        asked.put("persona", persona);
        asked.put("prompt", "true");
        return api.post("/api/agents", asked);
    }

    private static void end(Api api, Api.Answer agent) {
        assertEquals(200, api.delete("/api/agents/" + agent.text("id")).status());
    }

    private String team(TestPeople.Person member) {
        String team = "team-" + member.name();
        people.owner().post("/api/teams", Map.of("name", team));
        place(team, member.name(), "member");
        return team;
    }

    private TestPeople.Person joined(String team, String role) {
        var person = people.invited("member");
        place(team, person.name(), role);
        return person;
    }

    private void place(String team, String user, String role) {
        String path = "/api/teams/" + team + "/members/" + user;
        assertEquals(204, people.owner().put(path, Map.of("role", role)).status());
    }
}
