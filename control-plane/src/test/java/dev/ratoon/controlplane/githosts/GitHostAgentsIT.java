package dev.ratoon.controlplane.githosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.agents.Replay;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.pulls.Bare;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents on repositories of a host that is not GitHub, with real sandboxes and a real git. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ForgeResource.class)
@SuppressWarnings("NullAway.Init")
class GitHostAgentsIT {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Path repositories;
    private String host;
    private List<String> seen;
    private Consumer<String> becomes;

    @Inject TestPeople people;
    @Inject TeamStore teams;

    private TestPeople.Person ann;
    private Bare upstream;
    private String address;
    private String agent = "";

    @BeforeEach
    void aPrivateRepository() throws Exception {
        ann = people.invited("member");
        String name = "team/app" + COUNT.incrementAndGet() + ".git";
        upstream = Bare.in(repositories.resolve(name));
        address = "https://" + host + "/" + name;
        seen.clear();
    }

    @AfterEach
    void delete() {
        becomes.accept("well");
        if (!agent.isEmpty()) {
            ann.api().delete("/api/agents/" + agent);
        }
    }

    @Test
    void an_agent_reads_what_its_owner_has_a_login_for_and_its_branch_is_pushed_there()
            throws Exception {
        give(ann, "ada", Forge.ADA);
        kept(start(ann, address, "cat README\necho a > a", Map.of()));
        assertTrue(fleet(ann).printed(agent).contains("hello"), fleet(ann).log(agent));
        JsonNode to = ann.api().get(path()).body().path("to");
        assertTrue(to.path("mayPush").asBoolean(), to::toString);
        Api.Answer done = publish(ann);
        assertEquals(200, done.status(), done.raw()::body);
        String branch = fleet(ann).agent(agent).path("branch").asText();
        assertEquals(done.text("commit"), upstream.git("rev-parse", branch));
        assertEquals("README\na", upstream.git("ls-tree", "--name-only", branch));
        assertEquals(
                ann.name() + " <" + ann.name() + "@ratoon.invalid>",
                upstream.git("log", "-1", "--format=%an <%ae>", branch));
        assertEquals("refs/heads/main\nrefs/heads/" + branch, upstream.refs());
        assertTrue(done.text("next").contains("by hand"), done.raw()::body);
        assertTrue(seen.contains("ada git-receive-pack"), seen::toString);
    }

    @Tag("long")
    @Test
    void without_a_login_it_is_refused_in_words_and_another_users_login_is_not_used()
            throws Exception {
        var bob = people.invited("member");
        give(bob, "bob", Forge.BOB);
        String theirs = start(bob, address, "true", Map.of());
        fleet(bob).awaitTurn(theirs, 1);
        start(ann, address, "true", Map.of());
        String why = fleet(ann).await(agent, "failed").path("failure").path("reason").asText();
        assertTrue(why.contains("without a login (HTTP 401)"), why);
        assertTrue(why.contains("ratoon git-host add URL --user NAME"), why);
        bob.api().delete("/api/agents/" + theirs);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "down   | localhost cannot be reached (Connection refused) | try later.",
                "silent | localhost does not answer | try again later.",
                "403    | to this login (HTTP 403) | ask for the right to read it there.",
                "404    | There is no repository at https://localhost | check its address.",
                "429    | is asked too often (HTTP 429) | try again in 7 s.",
                "503    | answered HTTP 503 | try again later.",
            })
    void a_host_that_has_a_bad_day_as_it_starts_is_said_and_resumed_it_works(
            String mood, String words, String next) throws Exception {
        give(ann, "ada", Forge.ADA);
        becomes.accept(mood);
        start(ann, address, "cat README", Map.of());
        JsonNode failure = fleet(ann).await(agent, "failed").path("failure");
        String why = failure.path("reason").asText();
        assertTrue(why.contains(words), why);
        assertTrue(why.endsWith(next), why);
        assertEquals(
                "Check the repository and the branch, then resume it",
                failure.path("nextStep").asText());
        becomes.accept("well");
        Api.Answer resumed = ann.api().post("/api/agents/" + agent + "/resume", null);
        assertEquals(200, resumed.status(), resumed.raw()::body);
        fleet(ann).awaitTurn(agent, 1);
        assertEquals("finished", fleet(ann).outcome(agent, 1));
        assertTrue(fleet(ann).printed(agent).contains("hello"), fleet(ann).log(agent));
    }

    @Tag("long")
    @Test
    void whose_login_was_taken_back_while_it_was_paused_reads_nothing_new() throws Exception {
        give(ann, "ada", Forge.ADA);
        kept(start(ann, address, "git fetch origin 2>&1 && echo fetched", Map.of()));
        assertTrue(fleet(ann).printed(agent).endsWith("fetched\n"), fleet(ann).printed(agent));
        ann.api().post("/api/agents/" + agent + "/pause", null);
        fleet(ann).await(agent, "paused");
        String place = "/api/git-hosts/" + host;
        assertEquals(204, ann.api().delete(place).status());
        Map<String, Object> again =
                Map.of("text", "git fetch origin 2>&1; git log --format=%s", "delivery", "queue");
        ann.api().post("/api/agents/" + agent + "/messages", again);
        fleet(ann).awaitTurn(agent, 2);
        String said = fleet(ann).printed(agent);
        assertTrue(said.contains("without a login (HTTP 401)"), said);
        assertTrue(said.contains("ratoon git-host add"), said);
        assertTrue(said.endsWith("change README\n"), "what it had, it has: " + said);
    }

    @Tag("long")
    @Test
    void another_member_publishes_with_a_login_of_his_own_or_not_at_all() throws Exception {
        var bob = people.invited("member");
        give(ann, "ada", Forge.ADA);
        kept(start(ann, address, "echo a > a", Map.of("team", teamOf(bob))));
        String commit = ann.api().get(path()).text("commit");
        Api.Answer refused = bob.api().post(path(), Map.of("commit", commit));
        assertEquals(422, refused.status(), refused.raw()::body);
        assertTrue(refused.text("detail").contains("git-host add"), refused.raw()::body);
        assertEquals("refs/heads/main", upstream.refs());
        give(bob, "bob", Forge.BOB);
        seen.clear();
        assertEquals(200, publish(bob).status());
        assertTrue(seen.contains("bob git-receive-pack"), seen::toString);
        assertFalse(seen.contains("ada git-receive-pack"), seen::toString);
    }

    @Tag("long")
    @Test
    void where_everybody_reads_nobody_publishes_without_a_login() throws Exception {
        String name = "open/app" + COUNT.incrementAndGet() + ".git";
        Bare open = Bare.in(repositories.resolve(name));
        kept(start(ann, "https://" + host + "/" + name, "echo a > a", Map.of()));
        JsonNode to = ann.api().get(path()).body().path("to");
        assertFalse(to.path("mayPush").asBoolean(), to::toString);
        assertTrue(to.path("why").asText().contains("ratoon git-host add"), to::toString);
        Api.Answer refused = publish(ann);
        assertEquals(409, refused.status(), refused.raw()::body);
        assertEquals("urn:ratoon:problem:push-not-allowed", refused.text("type"));
        assertTrue(refused.text("detail").contains("git-host add"), refused.raw()::body);
        assertFalse(seen.toString().contains("receive-pack"), seen::toString);
        assertEquals("refs/heads/main", open.refs());
    }

    @Tag("long")
    @Test
    void a_host_that_is_asked_too_often_is_asked_again_when_it_says_and_then_it_is_published()
            throws Exception {
        give(ann, "ada", Forge.ADA);
        kept(start(ann, address, "echo a > a", Map.of()));
        Map<String, Object> asked =
                Map.of("commit", ann.api().get(path()).text("commit"), "files", "all");
        becomes.accept("429");
        for (Api.Answer refused : List.of(ann.api().get(path()), ann.api().post(path(), asked))) {
            assertEquals(503, refused.status(), refused.raw()::body);
            assertEquals("7", refused.header("Retry-After"));
            assertEquals(7, refused.body().path("retryAfterSeconds").asInt());
            assertEquals(
                    "localhost is asked too often (HTTP 429): try again in 7 s.",
                    refused.text("detail"));
        }
        becomes.accept("well");
        assertEquals("refs/heads/main", upstream.refs());
        Api.Answer done = ann.api().post(path(), asked);
        assertEquals(200, done.status(), done.raw()::body);
        upstream.assertHas(done);
    }

    @Tag("long")
    @Test
    void nothing_that_a_sandbox_can_read_opens_upstream() throws Exception {
        give(ann, "ada", Forge.ADA);
        kept(start(ann, address, "echo a > a\n" + Replay.PROMPT, Map.of()));
        assertEquals(200, publish(ann, List.of("a")).status());
        String read = Replay.read(ann.api(), agent);
        assertFalse(read.contains("geheim"), read);
        Replay.opensNothing(read, address, "ada", Forge.ADA);
    }

    private void give(TestPeople.Person who, String user, String secret) {
        Api.Answer given =
                who.api()
                        .put(
                                "/api/git-hosts",
                                Map.of("repository", address, "user", user, "secret", secret));
        assertEquals(200, given.status(), given.raw()::body);
    }

    private String start(
            TestPeople.Person who, String repository, String prompt, Map<String, ?> more) {
        Map<String, Object> asked = new HashMap<>(more);
        asked.putAll(Map.of("repository", repository, "mode", "auto", "prompt", prompt));
        Api.Answer answer = who.api().post("/api/agents", asked);
        assertEquals(201, answer.status(), answer.raw()::body);
        if (who.equals(ann)) {
            agent = answer.text("id");
        }
        return answer.text("id");
    }

    private void kept(String started) throws Exception {
        Eventually.get(
                "a checkpoint\n" + fleet(ann).log(started),
                () -> fleet(ann).events(started, "checkpoint.kept"),
                kept -> !kept.isEmpty());
    }

    private String path() {
        return "/api/agents/" + agent + "/pull-request";
    }

    private Api.Answer publish(TestPeople.Person who) throws Exception {
        return publish(who, "all");
    }

    /** Whatever is said to be published is looked for upstream, with git. */
    private Api.Answer publish(TestPeople.Person who, Object files) throws Exception {
        String commit = who.api().get(path()).text("commit");
        Api.Answer answer = who.api().post(path(), Map.of("commit", commit, "files", files));
        if (answer.status() == 200) {
            upstream.assertHas(answer);
        }
        return answer;
    }

    /** A new team of the owner's, in which ann and bob are members. */
    private String teamOf(TestPeople.Person bob) {
        Api owner = people.owner();
        String team = "crew" + COUNT.incrementAndGet();
        owner.post("/api/teams", Map.of("name", team));
        for (TestPeople.Person one : List.of(ann, bob)) {
            String place = "/api/teams/" + team + "/members/" + one.name();
            assertEquals(204, owner.put(place, Map.of("role", "member")).status());
        }
        return teams.mustBeNamed(team).id().toString();
    }

    private static Fleet fleet(TestPeople.Person who) {
        return new Fleet(who.api(), new GitRepository(Path.of("/nowhere")));
    }
}
