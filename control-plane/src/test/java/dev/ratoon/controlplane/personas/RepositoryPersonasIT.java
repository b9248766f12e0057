package dev.ratoon.controlplane.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Personas that a repository has, read from what it has committed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RepositoryPersonasIT {
    @Inject TestPeople people;
    @TempDir Path directory;
    private GitRepository repository;
    private Path folder;
    private Api api;

    @BeforeEach
    void begin() throws Exception {
        repository = GitRepository.in(directory);
        folder = Files.createDirectories(repository.folder().resolve(".ratoon/personas"));
        api = people.owner();
        write("reviewer", "---\ndescription: Looks\ntools: [read]\nmode: plan\n---\n# Review\n");
    }

    @Test
    void they_are_listed_as_they_are_committed() throws Exception {
        assertEquals(0, listed("").path("personas").size(), "what is not committed is not there");
        write("bold", "---\nmode: auto\n---\nDo it all.\n");
        write("wide", "x".repeat(60_000));
        write("Not a name", "x");
        write("bad", "---\ndescription: \u001b]0;owned\u0007\n---\n");
        Files.createSymbolicLink(folder.resolve("link.md"), Path.of("/etc/hostname"));
        Files.createDirectories(folder.resolve("deep.md"));
        Files.writeString(folder.resolve("deep.md/x.md"), "x");
        commit();
        JsonNode all = listed("");
        assertEquals(40, all.path("commit").asText().length());
        JsonNode personas = all.path("personas");
        assertEquals(4, personas.size(), personas::toString);
        assertTrue(trouble(personas, "repository/bad").contains("nobody sees"));
        assertTrue(trouble(personas, "repository/bold").contains("nobody is asked"));
        assertTrue(trouble(personas, "repository/wide").contains("larger than"));
        JsonNode reviewer = named(personas, "repository/reviewer");
        assertEquals("Looks", reviewer.path("description").asText());
        assertEquals("plan", reviewer.path("mode").asText());
        assertFalse(personas.toString().contains("\\u001b"), "nothing for a terminal to obey");
    }

    @Test
    void one_is_taken_at_the_base_only_when_it_is_named() throws Exception {
        commit();
        repository.git("switch", "-qc", "other");
        write("reviewer", "Otherwise.");
        commit();
        repository.git("switch", "-q", "main");
        JsonNode taken = taken(start(Map.of("persona", "repository/reviewer")));
        assertEquals("# Review", taken.path("instructions").asText());
        assertEquals(40, taken.path("commit").asText().length());
        assertFalse(taken.has("version"));
        taken = taken(start(Map.of("persona", "repository/reviewer", "baseBranch", "other")));
        assertEquals("Otherwise.", taken.path("instructions").asText());

        Api.Answer plain = start(Map.of());
        assertFalse(plain.body().has("persona"), plain.body()::toString);
        assertEquals("normal", plain.text("mode"));
        end(plain);
        Api.Answer own = start(Map.of("persona", "reviewer"));
        assertEquals(422, own.status(), "a repository's is none of one's own");
    }

    @Test
    void it_cannot_change_who_is_asked_nor_any_cap() throws Exception {
        write("bold", "---\nmode: auto\n---\nDo it all.\n");
        write("rich", "---\nlimits: {minutes: 99999}\nunconfined: true\n---\n");
        commit();
        for (String name : new String[] {"bold", "rich"}) {
            Api.Answer refused = start(Map.of("persona", "repository/" + name));
            assertEquals(422, refused.status(), refused.body()::toString);
        }
        Api.Answer started = start(Map.of("persona", "repository/reviewer"));
        Api.Answer plain = start(Map.of());
        assertEquals(plain.body().path("limits"), started.body().path("limits"));
        assertEquals(plain.body().path("unconfined"), started.body().path("unconfined"));
        assertEquals("plan", started.text("mode"));
        end(started);
        end(plain);
    }

    @Test
    void an_unknown_one_is_told_the_nearest() throws Exception {
        Api.Answer none = start(Map.of("persona", "repository/reviewer"));
        assertTrue(none.text("detail").contains("has no personas at"), none.body()::toString);
        commit();
        Api.Answer typo = start(Map.of("persona", "repository/revewer"));
        assertTrue(
                typo.text("detail").contains("The nearest is 'repository/reviewer'"),
                typo.body()::toString);
        assertTrue(
                start(Map.of("persona", "repository/reviewer", "baseBranch", "nowhere"))
                        .text("detail")
                        .contains("no branch 'nowhere'"));
    }

    @Test
    void a_folder_of_the_machine_is_read_for_its_owner_alone() throws Exception {
        commit();
        for (String role : new String[] {"admin", "member", "viewer"}) {
            Api other = people.invited(role).api();
            assertEquals(403, other.get(path("")).status(), role);
        }
        assertEquals(422, api.get("/api/repository-personas").status());
        assertEquals(422, api.get(path("&branch=-x")).status());
    }

    @Test
    void who_may_start_no_agent_is_not_read_any_repository() {
        String path = "/api/repository-personas";
        assertEquals(403, people.invited("viewer").api().get(path).status());
        assertEquals(422, people.invited("member").api().get(path).status());
    }

    @Test
    void branches_are_told_as_far_as_one_may_ask() throws Exception {
        commit();
        repository.git("branch", "fix/<b>\u202egpj.exe");
        String where =
                "/api/branches?repository="
                        + URLEncoder.encode(repository.folder().toString(), StandardCharsets.UTF_8);
        JsonNode found = api.get(where).body();
        assertEquals("main", found.path("branches").path(0).path("name").asText());
        assertTrue(found.path("branches").path(0).path("isDefault").asBoolean());
        assertEquals("fix/<b>\u202egpj.exe", found.path("branches").path(1).path("name").asText());
        assertEquals(1, api.get(where + "&q=FIX").body().path("branches").size());
        assertTrue(api.get(where + "&limit=1").body().path("more").asBoolean());

        assertEquals(422, api.get(where + "&limit=0").status());
        assertEquals(422, api.get("/api/branches").status());
        assertEquals(422, api.get("/api/branches?repository=file%3A%2F%2F%2Fetc").status());
        Api.Answer none = api.get("/api/branches?repository=" + directory + "/nowhere");
        assertEquals(422, none.status(), none.body()::toString);
        for (String role : new String[] {"admin", "member", "viewer"}) {
            assertEquals(403, people.invited(role).api().get(where).status(), role);
        }
    }

    @Test
    void a_shell_says_that_it_follows_no_instructions() throws Exception {
        commit();
        var fleet = new Fleet(api, repository);
        String agent = fleet.start("auto", "cat README", Map.of("persona", "repository/reviewer"));
        fleet.awaitTurn(agent, 1);
        assertEquals("finished", fleet.outcome(agent, 1), fleet.log(agent));
        assertTrue(fleet.printed(agent).contains("hello"), fleet.printed(agent));
        assertFalse(fleet.printed(agent).contains("Review"), "its words are not run");
        String notices = fleet.events(agent, "notice").toString();
        assertTrue(notices.contains("follows no instructions"), notices);
        assertTrue(notices.contains("repository/reviewer"), notices);
        api.delete("/api/agents/" + agent);
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name + ".md"), text);
    }

    private void commit() throws Exception {
        repository.git("add", "-A");
        repository.git(
                "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-qm", "two");
    }

    private String path(String more) {
        String where = URLEncoder.encode(repository.folder().toString(), StandardCharsets.UTF_8);
        return "/api/repository-personas?repository=" + where + more;
    }

    private JsonNode listed(String more) {
        Api.Answer answer = api.get(path(more));
        assertEquals(200, answer.status(), answer.body()::toString);
        return answer.body();
    }

    private static JsonNode named(JsonNode personas, String name) {
        for (JsonNode each : personas) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no " + name + " in " + personas);
    }

    private static String trouble(JsonNode personas, String name) {
        return named(personas, name).path("trouble").asText();
    }

    private Api.Answer start(Map<String, Object> more) {
        Map<String, Object> asked = new HashMap<>(more);
        asked.put("repository", repository.folder().toString());
        asked.put("prompt", "true");
        return api.post("/api/agents", asked);
    }

    private JsonNode taken(Api.Answer started) {
        assertEquals(201, started.status(), started.body()::toString);
        JsonNode events =
                api.get("/api/agents/" + started.text("id") + "/events?after=0")
                        .body()
                        .path("events");
        assertEquals("persona.taken", events.path(1).path("type").asText());
        end(started);
        return events.path(1).path("payload");
    }

    private void end(Api.Answer agent) {
        assertEquals(200, api.delete("/api/agents/" + agent.text("id")).status());
    }
}
