package dev.ratoon.controlplane.environments;

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

/** Environments over the API, where no sandbox is needed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class EnvironmentsIT {
    private static final String PATH = "/api/environments";

    @Inject TestPeople people;

    @Test
    void one_is_made_read_changed_and_removed() {
        Api api = people.invited("member").api();
        Api.Answer made = api.post(PATH, java("make deps\r\n"));
        assertEquals(201, made.status(), made.body()::toString);
        assertEquals("make deps\n", made.text("setup"));
        assertEquals(1, made.body().path("version").asInt());
        assertEquals(30, made.body().path("setupMinutes").asInt());

        Api.Answer changed = api.put(PATH + "/java", version(1, "make all\n"));
        assertEquals(2, changed.body().path("version").asInt(), changed.body()::toString);
        Api.Answer described = api.put(PATH + "/java", Map.of("version", 2, "description", "x"));
        assertEquals("make all\n", described.text("setup"), "what is left out stays");
        assertEquals(422, api.put(PATH + "/java", Map.of("version", 3, "name", "b")).status());
        assertEquals(described.body(), api.get(PATH + "/" + made.text("id")).body());
        JsonNode listed = api.get(PATH).body().path("environments");
        assertEquals(1, listed.size());
        assertFalse(listed.path(0).has("setup"), "a list has no scripts");

        assertEquals(204, api.delete(PATH + "/java").status());
        assertEquals(404, api.get(PATH + "/java").status());
    }

    @Test
    void of_two_that_change_the_same_version_one_is_told_so() throws Exception {
        Api api = people.invited("member").api();
        api.post(PATH, java("one"));
        int done = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<Api.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                var body = version(1, "echo " + i);
                answers.add(threads.submit(() -> api.put(PATH + "/java", body)));
            }
            for (Future<Api.Answer> answer : answers) {
                assertTrue(List.of(200, 409).contains(answer.get().status()));
                done += answer.get().status() == 200 ? 1 : 0;
            }
        }
        assertEquals(1, done);
        Api.Answer late = api.put(PATH + "/java", version(1, "late"));
        assertTrue(late.text("detail").contains("has made version 2"), late.body()::toString);
        assertEquals(422, api.put(PATH + "/java", java("which?")).status());
    }

    @Test
    void a_name_is_taken_once_by_a_person_and_once_by_a_team() {
        var person = people.invited("member");
        String team = team(person, "member");
        assertEquals(201, person.api().post(PATH, java("mine")).status());
        assertEquals(409, person.api().post(PATH, java("mine")).status());
        assertEquals(201, person.api().post(PATH, java("ours", team)).status());
        assertEquals(409, person.api().post(PATH, java("ours", team)).status());
        assertEquals("mine", person.api().get(PATH + "/java").text("setup"));
        assertEquals("ours", person.api().get(PATH + "/java?team=" + team).text("setup"));
    }

    @Test
    void anothers_is_not_there_whatever_one_is() {
        Api owner = people.invited("member").api();
        String id = owner.post(PATH, Map.of("name", "hidden", "setup", "secret")).text("id");
        for (String role : List.of("admin", "member", "viewer")) {
            Api other = people.invited(role).api();
            for (String named : List.of(id, "hidden")) {
                Api.Answer answer = other.get(PATH + "/" + named);
                assertEquals(404, answer.status(), role);
                assertFalse(answer.text("detail").contains("is 'hidden'"), answer.body()::toString);
                assertEquals(404, other.put(PATH + "/" + named, version(1, "x")).status(), role);
                assertEquals(404, other.delete(PATH + "/" + named).status(), role);
                int started = role.equals("viewer") ? 403 : 422;
                assertEquals(started, start(other, named).status(), role);
            }
            assertFalse(other.get(PATH).body().toString().contains(id), role);
        }
        assertEquals("secret", owner.get(PATH + "/hidden").text("setup"));
    }

    @Test
    void a_teams_is_used_by_its_members_and_changed_by_who_made_it_and_its_admins() {
        var maker = people.invited("member");
        String team = team(maker, "member");
        var member = joined(team, "member");
        var lead = joined(team, "admin");
        var viewer = joined(team, "viewer");
        assertEquals(403, viewer.api().post(PATH, java("no", team)).status());
        String id = maker.api().post(PATH, java("ours", team)).text("id");

        assertEquals("ours", viewer.api().get(PATH + "/java").text("setup"));
        assertEquals(422, start(viewer.api(), "java").status());
        Api.Answer started = start(member.api(), "java");
        assertEquals(201, started.status(), started.body()::toString);
        assertEquals(team + "/java", started.text("environment"));
        assertEquals(1, started.body().path("environmentVersion").asInt());
        end(member.api(), started);

        assertEquals(403, member.api().put(PATH + "/" + id, version(1, "x")).status());
        assertEquals(403, member.api().delete(PATH + "/" + id).status());
        assertEquals(200, maker.api().put(PATH + "/" + id, version(1, "x")).status());
        assertEquals(200, lead.api().put(PATH + "/" + id, version(2, "y")).status());
        Api admin = people.invited("admin").api();
        assertEquals(200, admin.put(PATH + "/" + id, version(3, "z")).status());
        assertEquals(422, start(admin, id).status(), "governing is no right to what it does");
    }

    @Test
    void who_has_left_the_team_has_left_what_it_made_for_it() {
        var maker = people.invited("member");
        String team = team(maker, "member");
        String id = maker.api().post(PATH, java("ours", team)).text("id");
        people.owner().delete("/api/teams/" + team + "/members/" + maker.name());
        assertEquals(404, maker.api().get(PATH + "/" + id).status());
        assertEquals(422, start(maker.api(), id).status());
    }

    @Test
    void an_agent_keeps_the_version_that_it_was_started_with() {
        Api api = people.invited("member").api();
        api.post(PATH, java("first"));
        Api.Answer started = start(api, "java");
        api.put(PATH + "/java", version(1, "second"));
        api.delete(PATH + "/java");
        String agent = "/api/agents/" + started.text("id");
        assertEquals(1, api.get(agent).body().path("environmentVersion").asInt());
        JsonNode events = api.get(agent + "/events?after=0").body().path("events");
        JsonNode taken = events.path(1);
        assertEquals("environment.taken", taken.path("type").asText());
        assertEquals("first", taken.path("payload").path("setup").asText());
        assertEquals("java", events.path(0).path("payload").path("environment").asText());
        end(api, started);
    }

    @Test
    void an_unknown_one_is_refused_with_the_nearest() {
        Api api = people.invited("member").api();
        api.post(PATH, java("x"));
        Api.Answer refused = start(api, "jva");
        assertEquals(422, refused.status());
        assertTrue(refused.text("detail").contains("The nearest is 'java'"), refused::toString);
        assertEquals(404, api.get(PATH + "/jva").status());
        assertEquals(404, api.get(PATH + "/default").status());
    }

    @Test
    void what_cannot_be_is_refused_in_words() {
        Api api = people.invited("member").api();
        List<Map<String, Object>> wrong =
                List.of(
                        Map.of(),
                        Map.of("name", "Not Good"),
                        Map.of("name", "default"),
                        Map.of("name", "repository"),
                        Map.of("name", "x", "variables", Map.of("LD_PRELOAD", "x")),
                        Map.of("name", "x", "allow", List.of("*")),
                        Map.of("name", "x", "allowModels", List.of("foreign-ids")),
                        Map.of("name", "x", "allowModels", List.of("all")),
                        Map.of("name", "x", "image", "example.org/tools/java:21"),
                        Map.of("name", "x", "size", Map.of("memory", 1_000_000)),
                        Map.of("name", "x", "pushes", Map.of("refusedPaths", List.of("/etc"))),
                        Map.of("name", "x", "defaults", Map.of("mode", "wild")),
                        Map.of("name", "x", "setup", "y".repeat(70_000)),
                        Map.of("name", "x", "setup", "a\0b"),
                        Map.of("name", "x", "save", List.of("../x")),
                        Map.of("name", "x", "setupMinutes", 0),
                        Map.of("name", "x", "description", "z".repeat(501)));
        for (Map<String, Object> each : wrong) {
            Api.Answer answer = api.post(PATH, each);
            assertEquals(422, answer.status(), each::toString);
            assertTrue(answer.text("detail").length() > 10, answer.body()::toString);
        }
        assertEquals(404, api.post(PATH, java("x", "no-such-team")).status());
        assertEquals(403, people.invited("viewer").api().post(PATH, java("x")).status());
    }

    @Test
    void all_that_it_says_comes_back_and_stays_where_it_is_left_out() {
        Api api = people.invited("member").api();
        var asked = new HashMap<>(java("make"));
        asked.put("variables", Map.of("TIER", "test"));
        asked.put("allow", List.of("*.Example.org"));
        asked.put("allowModels", List.of("remote-urls", "hosted-tools"));
        asked.put("save", List.of(".env", "data/"));
        asked.put("size", Map.of("memory", 1024));
        asked.put("pushes", Map.of("refusedPaths", List.of("infra/"), "refuseSecrets", true));
        asked.put("defaults", Map.of("mode", "auto"));
        assertEquals(201, api.post(PATH, asked).status());
        JsonNode now = api.put(PATH + "/java", version(1, "make all")).body();
        assertEquals("test", now.path("variables").path("TIER").asText());
        assertEquals("*.example.org", now.path("allow").path(0).asText());
        String lifted = "[\"hosted-tools\",\"remote-urls\"]";
        assertEquals(lifted, now.path("allowModels").toString());
        assertEquals("[\".env\",\"data/\"]", now.path("save").toString());
        assertEquals(1024, now.path("size").path("memory").asInt());
        assertEquals("infra/", now.path("pushes").path("refusedPaths").path(0).asText());
        assertTrue(now.path("pushes").path("refuseSecrets").asBoolean());
        assertEquals("auto", now.path("defaults").path("mode").asText());
        Api.Answer started = start(api, "java");
        assertEquals("auto", started.text("mode"), "its starter has named none");
        String agent = "/api/agents/" + started.text("id");
        JsonNode taken =
                api.get(agent + "/events?after=0").body().path("events").path(1).path("payload");
        assertEquals("test", taken.path("variables").path("TIER").asText());
        assertEquals("*.example.org", taken.path("allow").path(0).asText());
        assertEquals(lifted, taken.path("allowModels").toString());
        assertEquals("[\".env\",\"data/\"]", taken.path("save").toString());
        assertEquals(1024, taken.path("size").path("memory").asInt());
        assertEquals("infra/", taken.path("pushes").path("refusedPaths").path(0).asText());
        var less = Map.of("version", 2, "pushes", Map.of("refusedPaths", List.of()));
        now = api.put(PATH + "/java", less).body();
        assertTrue(now.path("pushes").path("refusedPaths").isEmpty(), now::toString);
        assertTrue(now.path("pushes").path("refuseSecrets").asBoolean(), "what is left out stays");
        end(api, started);
    }

    @Test
    void a_secret_goes_in_and_never_comes_out() {
        Api api = people.invited("member").api();
        api.post(PATH, java("x"));
        String secret = PATH + "/java/secrets/NPM_TOKEN";
        Api.Answer kept = api.put(secret, Map.of("value", "s3cret-s3cret"));
        assertEquals(200, kept.status(), kept.body()::toString);
        assertEquals(200, api.put(secret, Map.of("value", "s3cret-s3cret-2")).status());
        for (String path : List.of(PATH, PATH + "/java", PATH + "/java/secrets")) {
            assertFalse(api.get(path).body().toString().contains("s3cret"), path);
        }
        assertEquals("NPM_TOKEN", api.get(PATH + "/java").body().path("secrets").path(0).asText());
        assertEquals(204, api.delete(secret).status());
        assertEquals(404, api.delete(secret).status());
        for (String bad : List.of("", "short", "with space", "x".repeat(9_000))) {
            assertEquals(422, api.put(secret, Map.of("value", bad)).status(), bad);
        }
        assertEquals(
                422,
                api.put(PATH + "/java/secrets/LD_PRELOAD", Map.of("value", "12345678")).status());
    }

    @Test
    void who_uses_an_environment_of_its_team_does_not_change_its_secrets() {
        var maker = people.invited("member");
        String team = team(maker, "admin");
        String id = maker.api().post(PATH, java("ours", team)).text("id");
        String secret = PATH + "/" + id + "/secrets/TOKEN";
        assertEquals(200, maker.api().put(secret, Map.of("value", "12345678")).status());
        Api member = joined(team, "member").api();
        assertEquals("TOKEN", member.get(PATH + "/" + id).body().path("secrets").path(0).asText());
        assertEquals(403, member.put(secret, Map.of("value", "87654321")).status());
        assertEquals(403, member.delete(secret).status());
        Api stranger = people.invited("member").api();
        assertEquals(404, stranger.put(secret, Map.of("value", "87654321")).status());
        assertEquals(404, stranger.get(PATH + "/" + id + "/secrets").status());
    }

    private static Map<String, Object> java(String setup) {
        return Map.of("name", "java", "setup", setup);
    }

    private static Map<String, Object> java(String setup, String team) {
        var asked = new HashMap<>(java(setup));
        asked.put("team", team);
        return asked;
    }

    private static Map<String, Object> version(int read, String setup) {
        return Map.of("version", read, "setup", setup);
    }

    private static Api.Answer start(Api api, String environment) {
        return api.post(
                "/api/agents",
                Map.of(
                        "repository", "https://example.invalid/a/b",
                        "environment", environment,
                        "prompt", "true"));
    }

    private static void end(Api api, Api.Answer agent) {
        assertEquals(200, api.delete("/api/agents/" + agent.text("id")).status());
    }

    private String team(TestPeople.Person member, String role) {
        String team = "team-" + member.name();
        people.owner().post("/api/teams", Map.of("name", team));
        place(team, member.name(), role);
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
