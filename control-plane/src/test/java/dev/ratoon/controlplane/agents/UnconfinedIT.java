package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who makes an agent without a sandbox run anything is Ratoon's own user. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UnconfinedIT {
    private static final String NOWHERE = "https://example.invalid/a/b";

    @Inject TestPeople people;
    @Inject TeamStore teams;
    @Inject UserStore users;
    @Inject LogStore log;
    @Inject AgentsConfig config;
    @TempDir Path directory;

    @Test
    void nobody_but_the_owner_starts_one() {
        for (String role : List.of("admin", "member", "viewer")) {
            Api.Answer refused =
                    people.invited(role).api().post("/api/agents", asked(Map.of("mode", "auto")));
            assertEquals(403, refused.status(), role);
        }
        Api.Answer started = people.owner().post("/api/agents", asked(Map.of()));
        assertEquals(201, started.status(), started.body()::toString);
        end(started.text("id"));
    }

    @Test
    void the_owner_starts_none_for_a_team_nor_with_what_is_a_teams() {
        String team = team("walls");
        Api owner = people.owner();
        Api.Answer shared = owner.post("/api/agents", asked(Map.of("team", idOf(team))));
        assertEquals(403, shared.status());
        assertTrue(shared.text("detail").contains("belongs to no team"), shared::toString);
        owner.post("/api/environments", Map.of("name", "theirs", "team", team, "setup", "true"));
        owner.post("/api/personas", Map.of("name", "theirs", "team", team, "instructions", "Go."));
        for (String what : List.of("environment", "persona")) {
            Api.Answer refused = owner.post("/api/agents", asked(Map.of(what, team + "/theirs")));
            assertEquals(422, refused.status(), what);
            assertTrue(refused.text("detail").contains("is a team's"), refused::toString);
        }
    }

    @Test
    void an_admin_of_the_team_of_an_older_one_only_looks_at_it() {
        var friend = people.invited("member");
        String team = team("older", friend.name());
        Api api = friend.api();
        String agent = older(userOf(people.owner()), idOf(team), NOWHERE, "id").toString();
        String at = "/api/agents/" + agent;
        assertEquals(200, api.get(at).status());
        assertEquals(403, api.post(at + "/messages", Map.of("text", "id")).status());
        for (String verb : List.of("stop", "pause", "resume")) {
            assertEquals(403, api.post(at + "/" + verb, null).status(), verb);
        }
        assertEquals(403, api.put(at + "/mode", Map.of("mode", "auto")).status());
        Map<String, ?> yes = Map.of("outcome", "allow", "digest", "0".repeat(64));
        assertEquals(403, api.post(at + "/decisions/" + new UUID(0, 1), yes).status());
        assertEquals(403, api.delete(at + "/rules/" + new UUID(0, 1)).status());
        assertEquals(403, api.post(at + "/egress/allow", Map.of("host", "example.org")).status());
        assertEquals(403, api.post(at + "/pull-request", Map.of("title", "T")).status());
        assertEquals(200, people.owner().delete(at).status());
        assertEquals(403, api.post(at + "/restore", null).status());
    }

    @Test
    void an_older_one_of_a_member_runs_nothing_any_more() throws Exception {
        var member = people.invited("member");
        Path mark = directory.resolve("ran");
        String repository = GitRepository.in(directory).folder().toString();
        UUID owner = userOf(member.api());
        String agent = older(owner, null, repository, "touch " + mark).toString();
        JsonNode failed =
                Eventually.get(
                        "its end",
                        () -> member.api().get("/api/agents/" + agent).body(),
                        seen -> seen.path("state").asText().equals("failed"));
        assertTrue(
                failed.path("failure").path("reason").asText().contains("only Ratoon's owner"),
                failed::toString);
        assertEquals(403, member.api().post("/api/agents/" + agent + "/resume", null).status());
        assertTrue(Files.notExists(mark));
        assertEquals(200, member.api().delete("/api/agents/" + agent).status());
    }

    private static Map<String, Object> asked(Map<String, ?> more) {
        var asked = new HashMap<String, Object>(more);
        asked.put("repository", NOWHERE);
        asked.put("unconfined", true);
        return asked;
    }

    /** As it stands in a log that was begun before there was the rule. */
    private UUID older(UUID owner, @Nullable UUID team, String repository, String prompt) {
        UUID id = UUID.randomUUID();
        String name = "older-" + id.toString().substring(30);
        var created =
                new ObservedEvent.Created(
                        name,
                        owner,
                        team,
                        "Older",
                        repository,
                        null,
                        "ratoon/" + name,
                        false,
                        "default",
                        "shell",
                        null,
                        "auto",
                        true,
                        Limits.usual(config));
        var said = new ObservedEvent.MessageSent(UUID.randomUUID(), prompt, false, "ann");
        var by = new LogStore.Asked(owner, null, null);
        assertTrue(log.create(id, by, List.of(created, said), Instant.now()).isPresent());
        return id;
    }

    private UUID userOf(Api api) {
        String name = api.get("/api/session").body().path("user").path("name").asText();
        return users.mustBeNamed(name).id();
    }

    private String team(String name, String... members) {
        people.owner().post("/api/teams", Map.of("name", name));
        for (String member : members) {
            String place = "/api/teams/" + name + "/members/" + member;
            assertEquals(204, people.owner().put(place, Map.of("role", "admin")).status());
        }
        return name;
    }

    private UUID idOf(String team) {
        return teams.mustBeNamed(team).id();
    }

    private void end(String agent) {
        assertEquals(200, people.owner().delete("/api/agents/" + agent).status());
    }
}
