package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an environment says that its agents may not push, with a real sandbox and git. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PushRulesIT {
    private static final String ENVIRONMENT = "/api/environments/guarded";
    private static final String COMMIT =
            "git add -A && git -c user.name=H -c user.email=h@example.invalid commit -qm work";
    private static final String PUSH = "\ngit push origin HEAD 2>&1; true";

    @Inject TestPeople people;
    @Inject TeamStore teams;
    @TempDir Path directory;
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void delete() {
        fleet.api().delete("/api/agents/" + agent);
        fleet.api().delete(ENVIRONMENT);
    }

    private void environment(Map<String, Object> pushes) {
        var made =
                fleet.api().post("/api/environments", Map.of("name", "guarded", "pushes", pushes));
        assertEquals(201, made.status(), made.body()::toString);
    }

    private void start(String prompt) throws Exception {
        agent = fleet.start("auto", prompt, Map.of("environment", "guarded"));
        fleet.awaitTurn(agent, 1);
    }

    private void turn(int which, String text) throws Exception {
        var said =
                fleet.api()
                        .post(
                                "/api/agents/" + agent + "/messages",
                                Map.of("text", text, "delivery", "queue"));
        assertEquals(200, said.status(), said.body()::toString);
        fleet.awaitTurn(agent, which);
    }

    private void allow(String rule) {
        var allowed = fleet.api().post(allowances(), Map.of("rule", rule));
        assertEquals(200, allowed.status(), allowed.body()::toString);
    }

    private String allowances() {
        return "/api/agents/" + agent + "/allowances";
    }

    private int pushed() {
        return fleet.events(agent, "branch.pushed").size();
    }

    @Tag("long")
    @Test
    void a_path_of_its_environment_is_refused_by_name_and_allowed_once() throws Exception {
        environment(Map.of("refusedPaths", List.of(".github/workflows/**")));
        // Agents that have begun keep what they have, whatever becomes of the environment.
        start("mkdir -p .github/workflows\necho 'on: push' > .github/workflows/ci.yml\n" + COMMIT);
        fleet.api().delete(ENVIRONMENT);
        turn(2, "git push origin HEAD 2>&1; true");
        String said = fleet.printed(agent);
        assertTrue(said.contains("Refused by the rule paths"), said);
        assertTrue(
                said.contains(
                        ".github/workflows/** is for people to change (a rule of the environment 'guarded')"),
                said);
        String name = fleet.agent(agent).path("name").asText();
        assertTrue(said.contains("To allow it once: ratoon allow " + name + " paths"), said);
        JsonNode refused = fleet.events(agent, "push.refused").getFirst().path("payload");
        assertEquals("paths", refused.path("rule").asText());
        assertEquals(0, pushed());
        allow("paths");
        turn(3, "git push origin HEAD 2>&1");
        assertEquals(1, pushed(), () -> fleet.printed(agent));
        turn(4, "echo 'on: pull' > .github/workflows/ci.yml\n" + COMMIT + PUSH);
        assertEquals(1, pushed(), "once is once");
    }

    @Tag("long")
    @Test
    void a_key_is_refused_where_its_environment_says_so_and_all_else_is_pushed() throws Exception {
        environment(Map.of("refuseSecrets", true));
        start(
                "echo more >> README\n"
                        + COMMIT
                        + "\ngit push origin HEAD 2>&1\nprintf 'glp%s' at-abcdefghijklmnopqrst > key\n"
                        + COMMIT
                        + PUSH);
        assertEquals(1, pushed(), () -> fleet.printed(agent));
        String said = fleet.printed(agent);
        assertTrue(said.contains("adds what looks like a GitLab token, in key, line 1"), said);
        assertTrue(said.contains("a rule of the environment 'guarded'"), said);
    }

    @Tag("long")
    @Test
    void a_key_is_let_through_once_and_the_next_one_is_refused_again() throws Exception {
        environment(Map.of("refuseSecrets", true));
        start("printf 'glp%s' at-abcdefghijklmnopqrst > key\n" + COMMIT + PUSH);
        assertEquals(0, pushed(), () -> fleet.printed(agent));
        String name = fleet.agent(agent).path("name").asText();
        String said = fleet.printed(agent);
        assertTrue(said.contains("To allow it once: ratoon allow " + name + " secrets"), said);
        allow("secrets");
        turn(2, "git push origin HEAD 2>&1");
        assertEquals(1, pushed(), () -> fleet.printed(agent));
        turn(3, "printf 'glp%s' at-zyxwvutsrqponmlkjihg > other\n" + COMMIT + PUSH);
        assertEquals(1, pushed(), "once is once");
        said = fleet.printed(agent);
        assertTrue(said.contains("adds what looks like a GitLab token, in other, line 1"), said);
    }

    @Test
    void who_only_looks_allows_nothing() {
        var viewer = people.invited("viewer");
        String team = "lookers-" + viewer.name();
        fleet.api().post("/api/teams", Map.of("name", team));
        String place = "/api/teams/" + team + "/members/" + viewer.name();
        assertEquals(204, fleet.api().put(place, Map.of("role", "member")).status());
        agent =
                fleet.start(
                        "normal", "true", Map.of("team", teams.mustBeNamed(team).id().toString()));
        assertEquals(200, viewer.api().get("/api/agents/" + agent).status());
        var refused = viewer.api().post(allowances(), Map.of("rule", "secrets"));
        assertEquals(403, refused.status(), refused.raw()::body);
        assertEquals(List.of(), fleet.events(agent, "push.allowed"));
        allow("secrets");
        assertEquals(1, fleet.events(agent, "push.allowed").size());
    }
}
