package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The API of agents, where no sandbox is needed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AgentApiIT {
    private static final String NOWHERE = "https://example.invalid/a/b";

    @Inject TestPeople people;
    @Inject DataSource database;

    @Test
    void two_that_would_have_one_name_are_told_apart() throws SQLException {
        Api api = people.invited("member").api();
        Api.Answer first = api.post("/api/agents", asked("twins"));
        String name = first.text("name");
        // What chance does once in 16 million times: the database sees the same name again.
        execute(
                "create sequence chance",
                "create function by_chance() returns trigger language plpgsql as $$ begin"
                        + " if nextval('ratoon.chance') = 1 then new.name := '"
                        + name
                        + "'; end if; return new; end $$",
                "create trigger by_chance before insert on agents for each row execute function"
                        + " by_chance()");
        try {
            Api.Answer second = api.post("/api/agents", asked("twins"));
            assertEquals(201, second.status(), second.body()::toString);
            assertNotEquals(name, second.text("name"));
            end(api, first.text("id"));
            end(api, second.text("id"));
        } finally {
            execute("drop function by_chance() cascade", "drop sequence chance");
        }
    }

    private void execute(String... statements) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @Test
    void one_key_makes_one_agent_however_often_it_is_sent() throws Exception {
        Api api = people.invited("member").api();
        Api keyed = api.with("Idempotency-Key", UUID.randomUUID().toString());
        Set<String> made = new HashSet<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Api.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                answers.add(threads.submit(() -> keyed.post("/api/agents", asked("once"))));
            }
            for (Future<Api.Answer> answer : answers) {
                JsonNode agent = answer.get().body();
                made.add(agent.path("id") + " " + agent.path("name") + " " + agent.path("title"));
                statuses.merge(answer.get().status(), 1, Integer::sum);
            }
        }
        assertEquals(Map.of(200, 999, 201, 1), statuses);
        assertEquals(1, made.size(), made::toString);
        assertEquals(1, api.get("/api/agents").body().path("agents").size());
        end(api, api.get("/api/agents").body().path("agents").path(0).path("id").asText());
    }

    @Test
    void a_key_that_was_used_for_another_request_is_refused() {
        Api api = people.invited("member").api();
        Api keyed = api.with("Idempotency-Key", "mine");
        String id = keyed.post("/api/agents", asked("one")).text("id");
        Api.Answer refused = keyed.post("/api/agents", asked("another"));
        assertEquals(409, refused.status());
        assertTrue(refused.text("detail").contains("Use a new one"), refused.body()::toString);
        end(api, id);
    }

    @Test
    void lists_are_searched_and_come_in_pages() {
        Api api = people.invited("member").api();
        List<String> ids = new ArrayList<>();
        for (String title : List.of("red one", "red two", "blue three")) {
            ids.add(api.post("/api/agents", asked(title)).text("id"));
        }
        assertEquals(2, agents(api, "?q=red").size());
        assertEquals(1, agents(api, "?q=red%20two").size());
        assertEquals(0, agents(api, "?q=green").size());
        JsonNode first = api.get("/api/agents?limit=2").body();
        assertEquals(2, first.path("agents").size());
        JsonNode rest = api.get("/api/agents?limit=2&cursor=" + first.path("next").asText()).body();
        assertEquals(1, rest.path("agents").size());
        assertTrue(rest.path("next").isMissingNode());
        assertEquals(422, api.get("/api/agents?cursor=nonsense").status());
        ids.forEach(id -> end(api, id));
    }

    @Test
    void nobody_else_sees_an_agent_or_touches_it() {
        Api owner = people.invited("member").api();
        String id = owner.post("/api/agents", asked("secret")).text("id");
        for (String role : List.of("admin", "member", "viewer")) {
            Api other = people.invited(role).api();
            // An admin sees the agents of teams, of which others may have some.
            agents(other, "").forEach(seen -> assertNotEquals(id, seen.path("id").asText()));
            for (String path : List.of("", "/events", "/decisions", "/rules", "/messages")) {
                assertEquals(404, other.get("/api/agents/" + id + path).status(), role + path);
            }
            for (String path : List.of("/stop", "/pause", "/resume", "/restore")) {
                assertEquals(404, other.post("/api/agents/" + id + path, null).status(), path);
            }
            assertEquals(404, other.delete("/api/agents/" + id).status());
        }
        end(owner, id);
    }

    @Test
    void a_viewer_starts_nothing() {
        Api viewer = people.invited("viewer").api();
        assertEquals(403, viewer.post("/api/agents", asked("no")).status());
    }

    @Test
    void a_folder_of_the_machine_is_for_its_owner_alone() {
        Api member = people.invited("member").api();
        var asked = Map.of("repository", "/etc", "prompt", "ls");
        Api.Answer refused = member.post("/api/agents", asked);
        assertEquals(403, refused.status());
        String said = refused.text("detail");
        assertTrue(said.contains("A folder of Ratoon's machine is for its owner alone."), said);
        assertTrue(said.contains("Name the repository's address at its host."), said);
    }

    private static Map<String, Object> confirmed(String branch, Map<String, Object> more) {
        Map<String, Object> asked = new HashMap<>(more);
        asked.putAll(Map.of("repository", NOWHERE, "branch", branch, "confirmBranch", branch));
        return asked;
    }

    @Test
    void a_branch_to_go_on_with_is_confirmed_by_its_name() {
        Api api = people.invited("member").api();
        for (Map<String, String> unconfirmed :
                List.of(Map.of("branch", "fix"), Map.of("branch", "fix", "confirmBranch", "fax"))) {
            Map<String, Object> asked = new HashMap<>(unconfirmed);
            asked.put("repository", NOWHERE);
            Api.Answer refused = api.post("/api/agents", asked);
            assertEquals(409, refused.status());
            assertEquals("urn:ratoon:problem:unconfirmed", refused.text("type"));
            String said = refused.text("detail");
            assertTrue(said.contains("changes fix upstream"), said);
            assertTrue(said.contains("send confirmBranch"), said);
        }
        Api.Answer started = api.post("/api/agents", confirmed("fix", Map.of()));
        assertEquals(201, started.status(), started.body()::toString);
        assertEquals("fix", started.text("branch"));
        assertTrue(started.body().path("goesOn").asBoolean());
        JsonNode created =
                api.get("/api/agents/" + started.text("id") + "/events?limit=1")
                        .body()
                        .path("events")
                        .path(0)
                        .path("payload");
        assertTrue(created.path("goesOn").asBoolean(), created::toString);
        end(api, started.text("id"));
    }

    @Test
    void two_agents_that_one_may_see_do_not_go_on_with_one_branch() {
        Api api = people.invited("member").api();
        Api keyed = api.with("Idempotency-Key", UUID.randomUUID().toString());
        Api.Answer first = keyed.post("/api/agents", confirmed("shared", Map.of()));
        assertEquals(200, keyed.post("/api/agents", confirmed("shared", Map.of())).status());
        Api.Answer refused = api.post("/api/agents", confirmed("shared", Map.of()));
        assertEquals(409, refused.status());
        String said = refused.text("detail");
        assertTrue(said.contains("ratoon send " + first.text("name")), said);
        Api.Answer begun = api.post("/api/agents", asked("shared"));
        String own = begun.text("branch");
        assertEquals(409, api.post("/api/agents", confirmed(own, Map.of())).status());
        Api stranger = people.invited("member").api();
        Api.Answer theirs = stranger.post("/api/agents", confirmed("shared", Map.of()));
        assertEquals(201, theirs.status(), "what one may not see is not told");
        end(stranger, theirs.text("id"));
        end(api, begun.text("id"));
        end(api, first.text("id"));
        Api.Answer again = api.post("/api/agents", confirmed("shared", Map.of()));
        assertEquals(201, again.status(), again.body()::toString);
        end(api, again.text("id"));
    }

    @Test
    void what_cannot_be_is_refused_in_words() {
        Api api = people.invited("member").api();
        List<Map<String, Object>> wrong =
                List.of(
                        Map.of("prompt", "no repository"),
                        Map.of("repository", "http://example.com/a/b", "prompt", "x"),
                        Map.of("repository", "https://u:p@example.com/a/b", "prompt", "x"),
                        Map.of("repository", NOWHERE, "mode", "reckless"),
                        Map.of("repository", NOWHERE, "harness", "hal"),
                        Map.of("repository", NOWHERE, "environment", "moon"),
                        Map.of("repository", NOWHERE, "baseBranch", "--upload-pack=x"),
                        Map.of("repository", NOWHERE, "baseBranch", "a..b"),
                        Map.of("repository", NOWHERE, "confirmBranch", "fix"),
                        confirmed("fix", Map.of("baseBranch", "main")),
                        confirmed("-fix", Map.of()),
                        confirmed("HEAD", Map.of()),
                        confirmed("a/.b", Map.of()),
                        confirmed("a.lock/b", Map.of()),
                        confirmed("a\nb", Map.of()),
                        Map.of("repository", NOWHERE, "limits", Map.of("turns", 0)),
                        Map.of("repository", NOWHERE, "title", "x".repeat(500)));
        for (Map<String, Object> each : wrong) {
            Api.Answer answer = api.post("/api/agents", each);
            assertEquals(422, answer.status(), each::toString);
            assertTrue(answer.text("detail").length() > 10, answer.body()::toString);
        }
        assertEquals(404, api.get("/api/agents/nonsense").status());
        Api.Answer state = api.get("/api/agents?state=asleep");
        assertEquals(422, state.status());
        assertTrue(
                state.text("detail").contains("'asleep'. There are: queued, "),
                state.text("detail"));
    }

    @Test
    void a_repository_over_ssh_is_taken_and_named_in_one_way() {
        Api api = people.invited("member").api();
        Api.Answer answer =
                api.post(
                        "/api/agents",
                        Map.of("repository", "ssh://git@GIT.invalid:22//a/b/", "prompt", "x"));
        assertEquals(201, answer.status(), answer.raw()::body);
        assertEquals("ssh://git@git.invalid/a/b", answer.text("repository"));
        end(api, answer.text("id"));
    }

    @Test
    void a_message_that_waits_can_be_changed_and_taken_back() {
        Api api = people.invited("member").api();
        String id = api.post("/api/agents", asked("one")).text("id");
        String messages = "/api/agents/" + id + "/messages";
        String first = api.get(messages).body().path("messages").path(0).path("id").asText();
        api.post(messages, Map.of("text", "two"));
        JsonNode queue = api.put(messages + "/" + first, Map.of("text", "uno")).body();
        assertEquals("uno", queue.path("messages").path(0).path("text").asText());
        queue = api.delete(messages + "/" + first).body();
        assertEquals(1, queue.path("messages").size());
        assertEquals(409, api.delete(messages + "/" + first).status());
        end(api, id);
    }

    private static Map<String, Object> asked(String title) {
        return Map.of("repository", NOWHERE, "title", title, "prompt", "echo " + title);
    }

    private static JsonNode agents(Api api, String query) {
        return api.get("/api/agents" + query).body().path("agents");
    }

    private static void end(Api api, String id) {
        assertEquals(200, api.delete("/api/agents/" + id).status());
    }
}
