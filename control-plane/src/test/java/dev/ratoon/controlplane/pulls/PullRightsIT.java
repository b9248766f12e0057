package dev.ratoon.controlplane.pulls;

import static dev.ratoon.controlplane.pulls.PullDesk.assertProblem;
import static dev.ratoon.controlplane.pulls.PullDesk.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.agents.Replay;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who publishes with which login, and what stays where it is. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = HubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class PullRightsIT {
    private static final AtomicInteger TEAMS = new AtomicInteger();

    /** Of the hub, as it says itself. */
    private @Nullable Path repositories;

    private List<String> seen;
    private BinaryOperator<String> api;
    private String hub;

    @Inject TestPeople people;
    @Inject TeamStore teams;
    @Inject PullSweep sweep;
    @Inject PullsDue due;
    @Inject Clock clock;
    private PullDesk desk;

    @BeforeEach
    void aRepositoryOfHers() throws Exception {
        Assumptions.assumeTrue(repositories != null, "emulate needs npm, on Linux and amd64");
        desk = new PullDesk(people.owner(), repositories, hub, api);
    }

    @AfterEach
    void delete() {
        if (desk != null) {
            desk.close();
        }
    }

    @Tag("long")
    @Test
    void whoever_opened_it_and_has_no_login_any_more_is_asked_for_once_an_hour() throws Exception {
        String agent = desk.started("echo a > a");
        desk.published(agent, Map.of());
        assertEquals(204, desk.ada.delete("/api/github").status());
        Instant now = clock.instant().plus(Duration.ofMinutes(2));
        sweep.round(now);
        assertFalse(isDue(agent, now.plus(Duration.ofMinutes(55))));
        assertTrue(isDue(agent, now.plus(Duration.ofMinutes(65))));
        assertFalse(isDue(agent, now.plus(Duration.ofMinutes(65))), "another process has it");
        assertEquals("open", desk.fleet().agent(agent).path("pull").path("state").asText());
    }

    @Tag("long")
    @Test
    void whoever_opened_it_and_is_a_user_no_more_is_asked_for_once_an_hour() throws Exception {
        var member = people.invited("member");
        Api bob = member.api();
        assertEquals(200, bob.put("/api/github", Map.of("token", Hub.BOB)).status());
        String agent = desk.started(bob, desk.address, "echo a > a", Map.of());
        assertEquals(200, desk.publish(bob, agent, Map.of("fork", true)).status());
        assertEquals(204, desk.ada.delete("/api/users/" + member.name()).status());
        Instant now = clock.instant().plus(Duration.ofMinutes(2));
        sweep.round(now);
        assertFalse(isDue(agent, now.plus(Duration.ofMinutes(55))));
        assertTrue(isDue(agent, now.plus(Duration.ofMinutes(65))));
    }

    @Tag("long")
    @Test
    void who_may_not_see_the_agent_any_more_lends_it_no_login_and_people_are_told()
            throws Exception {
        var opener = people.invited("member");
        var owner = people.invited("member");
        Api api = owner.api();
        String team = teamOf(opener, owner);
        assertEquals(200, api.put("/api/github", Map.of("token", Hub.BOB)).status());
        String agent = desk.started(api, desk.address, "echo a > a", Map.of("team", team));
        assertEquals(204, api.delete("/api/github").status());
        assertEquals(200, opener.api().put("/api/github", Map.of("token", Hub.BOB)).status());
        Api.Answer done = desk.publish(opener.api(), agent, Map.of("fork", true));
        assertEquals(200, done.status(), done.raw()::body);
        String place = "/api/teams/team" + TEAMS.get() + "/members/" + opener.name();
        assertEquals(204, desk.ada.delete(place).status());
        String pulls = "/repos/" + desk.name + "/pulls/" + done.body().at("/pull/number").asInt();
        desk.atHub("PATCH " + pulls, "{\"state\":\"closed\"}");
        Instant now = clock.instant().plus(Duration.ofMinutes(2));
        sweep.round(now);
        JsonNode pull = PullDesk.fleet(api).agent(agent).path("pull");
        assertEquals("open", pull.path("state").asText(), "his login was used");
        String words = pull.path("notFollowed").asText();
        assertTrue(words.contains(opener.name() + " may not publish"), pull::toString);
        assertTrue(words.contains(owner.name() + " has connected"), pull::toString);

        assertEquals(200, api.put("/api/github", Map.of("token", Hub.BOB)).status());
        sweep.round(now.plus(Duration.ofMinutes(65)));
        pull = PullDesk.fleet(api).agent(agent).path("pull");
        assertEquals("closed", pull.path("state").asText(), "its owner's is");
        assertFalse(pull.has("notFollowed"));
    }

    private boolean isDue(String agent, Instant now) {
        return due.take(now, now.plusSeconds(60), 1000).stream()
                .anyMatch(facts -> facts.id().toString().equals(agent));
    }

    @Tag("long")
    @Test
    void who_may_not_push_is_offered_a_fork_and_publishes_there() throws Exception {
        var member = people.invited("member");
        Api bob = member.api();
        assertEquals(200, bob.put("/api/github", Map.of("token", Hub.BOB)).status());
        String agent = desk.started(bob, desk.address, "echo a > a", Map.of());
        Api.Answer refused = desk.publish(bob, agent, Map.of());
        assertProblem(409, "push-not-allowed", refused);
        assertTrue(refused.body().path("fork").asBoolean(), refused.raw()::body);
        Api.Answer done = desk.publish(bob, agent, Map.of("fork", true));
        assertEquals(200, done.status(), done.raw()::body);
        String branch = PullDesk.fleet(bob).agent(agent).path("branch").asText();
        var fork = new Bare(repositories.resolve("bob/" + desk.name.substring(4) + ".git"));
        assertEquals(done.text("commit"), fork.git("rev-parse", branch));
        assertEquals("refs/heads/main", desk.upstream.refs());
        assertEquals("bob:" + branch, desk.pulls().path(0).path("head").path("label").asText());
        assertEquals("Bob", fork.git("log", "-1", "--format=%an", branch));
        bob.delete("/api/agents/" + agent);
    }

    @Tag("long")
    @Test
    void the_address_that_its_page_copies_for_ssh_is_the_same_repository() throws Exception {
        String copied = "git@localhost:" + desk.name + ".git";
        String agent = desk.started(desk.ada, copied, "echo a > a", Map.of());
        assertEquals(desk.address, desk.fleet().agent(agent).path("repository").asText());
        assertTrue(desk.published(agent, Map.of()).path("opened").asBoolean());
    }

    @Tag("long")
    @Test
    void where_somebody_elses_fork_has_it_nobody_gets_one_unasked() throws Exception {
        var bob = people.invited("member");
        bob.api().put("/api/github", Map.of("token", Hub.BOB));
        Map<String, ?> shared = Map.of("team", teamOf(bob));
        String agent = desk.started(desk.ada, desk.address, "echo a > a", shared);
        Api.Answer first = desk.publish(bob.api(), agent, Map.of("fork", true));
        assertEquals(200, first.status(), first.raw()::body);
        Api.Answer refused = desk.publish(desk.ada, agent, Map.of());
        assertProblem(409, "conflict", refused);
        assertTrue(refused.text("detail").contains("--no-fork"), refused.raw()::body);
        assertEquals(1, forks());
        assertEquals("refs/heads/main", desk.upstream.refs());
        assertEquals(1, desk.pulls().size());
        Api.Answer again = desk.publish(bob.api(), agent, Map.of());
        assertEquals(200, again.status(), again.raw()::body);
    }

    @Tag("long")
    @Test
    void what_is_refused_leaves_no_fork_behind() throws Exception {
        var member = people.invited("member");
        Api bob = member.api();
        bob.put("/api/github", Map.of("token", Hub.BOB));
        String agent = desk.started(bob, desk.address, "echo '* @eve' > CODEOWNERS", Map.of());
        assertProblem(409, "warnings-not-accepted", desk.publish(bob, agent, Map.of("fork", true)));
        assertEquals(0, forks());
        assertEquals("refs/heads/main", desk.upstream.refs());
        bob.delete("/api/agents/" + agent);
    }

    private int forks() {
        return desk.atHub("GET /repos/" + desk.name + "/forks", "").size();
    }

    @Tag("long")
    @Test
    void another_member_publishes_with_a_login_of_his_own_and_a_viewer_not_at_all()
            throws Exception {
        var bob = people.invited("member");
        var eve = people.invited("viewer");
        Map<String, ?> shared = Map.of("team", teamOf(bob, eve));
        Api member = bob.api();
        Api viewer = eve.api();
        String agent = desk.started(desk.ada, desk.address, "echo a > a", shared);
        assertEquals(403, viewer.get(path(agent)).status());
        assertEquals(403, viewer.post(path(agent) + "/text", null).status());
        assertEquals(404, people.invited("member").api().get(path(agent)).status());
        String commit = desk.proposal(agent).path("commit").asText();
        Api.Answer without = member.post(path(agent), Map.of("commit", commit));
        assertProblem(409, "github-not-connected", without);
        member.put("/api/github", Map.of("token", Hub.BOB));
        seen.clear();
        assertProblem(409, "push-not-allowed", member.post(path(agent), Map.of("commit", commit)));
        assertTrue(seen.contains("bob git-receive-pack"), seen::toString);
        assertFalse(seen.contains("ada git-receive-pack"), seen::toString);
        assertEquals("refs/heads/main", desk.upstream.refs());
    }

    @Test
    void nothing_that_a_sandbox_can_read_opens_upstream() throws Exception {
        String agent = desk.started("echo a > a\n" + Replay.PROMPT);
        desk.published(agent, Map.of("title", "Nothing", "files", List.of("a")));
        String read = Replay.read(desk.ada, agent);
        assertFalse(read.contains("ghp_"), read);
        Replay.opensNothing(read, desk.address, "x-access-token", Hub.ADA);
    }

    @Test
    void a_folder_gets_the_branch_and_words_and_its_owner_alone_publishes_there() throws Exception {
        Path folder = Files.createTempDirectory("local");
        var bare = Bare.in(folder.resolve("pay.git"));
        var bob = people.invited("member");
        Api member = bob.api();
        String agent =
                desk.started(
                        desk.ada,
                        bare.folder().toString(),
                        "echo a > a",
                        Map.of("title", "Local", "team", teamOf(bob)));
        Map<String, String> asked = Map.of("commit", desk.proposal(agent).path("commit").asText());
        assertProblem(403, "forbidden", member.post(path(agent), asked));
        assertFalse(member.get(path(agent)).body().path("to").path("mayPush").asBoolean());
        assertEquals("refs/heads/main", bare.refs());
        assertFalse(desk.proposal(agent).path("to").path("github").asBoolean());
        JsonNode done = desk.published(agent, Map.of());
        assertEquals(done.path("commit").asText(), bare.git("rev-parse", desk.branch(agent)));
        assertTrue(done.path("next").asText().contains("by hand"), done::toString);
        assertFalse(done.has("pull"));
        String ada = desk.ada.get("/api/session").body().at("/user/name").asText();
        assertEquals(
                ada + " <" + ada + "@ratoon.invalid>",
                bare.git("log", "-1", "--format=%an <%ae>", desk.branch(agent)));
        bare.git("update-ref", "-d", "refs/heads/" + desk.branch(agent));
        desk.say(agent, "echo b > b", 2);
        String gone = "gone:" + desk.branch(agent);
        Api.Answer deleted = desk.publish(desk.ada, agent, Map.of());
        assertProblem(409, "upstream-moved", deleted);
        assertTrue(deleted.text("detail").contains("accept " + gone), deleted.raw()::body);
        desk.published(agent, Map.of("accept", List.of(gone)));
        assertEquals("README\na\nb", bare.git("ls-tree", "--name-only", desk.branch(agent)));
        new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }

    /** A new team of ada's, in which they are members. */
    private String teamOf(TestPeople.Person... members) {
        String team = "team" + TEAMS.incrementAndGet();
        desk.ada.post("/api/teams", Map.of("name", team));
        for (TestPeople.Person one : members) {
            String place = "/api/teams/" + team + "/members/" + one.name();
            assertEquals(204, desk.ada.put(place, Map.of("role", "member")).status());
        }
        return teams.mustBeNamed(team).id().toString();
    }
}
