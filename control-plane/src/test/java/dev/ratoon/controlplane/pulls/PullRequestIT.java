package dev.ratoon.controlplane.pulls;

import static dev.ratoon.controlplane.pulls.PullDesk.assertProblem;
import static dev.ratoon.controlplane.pulls.PullDesk.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a real sandbox to a real upstream: the branch is read there with git, each time. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = HubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class PullRequestIT {
    private static final String COMMIT =
            "git add -A; git -c user.name=H -c user.email=h@example.invalid commit -qm work";

    private static final List<@Nullable String> NULLS = Arrays.asList((String) null);

    /** Of the hub, as it says itself. */
    private @Nullable Path repositories;

    private BinaryOperator<String> api;
    private BiConsumer<String, Runnable> before;
    private String hub;

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject PullSweep sweep;
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

    @Test
    void what_was_shown_is_published_in_the_users_own_name_and_offered() throws Exception {
        String agent =
                desk.started(
                        "echo more >> README\n"
                                + COMMIT
                                + "\necho x > 'new `file`'; chmod +x new*");
        JsonNode shown = desk.proposal(agent);
        assertEquals("main", shown.path("onto").asText());
        assertEquals(2, shown.path("changed").asInt(), shown::toString);
        assertEquals("new `file`", shown.path("uncommitted").path(0).path("path").asText());
        assertEquals("work", shown.path("commits").path(0).path("subject").asText());
        assertTrue(shown.path("to").path("mayPush").asBoolean(), shown::toString);
        assertEquals("Fix <it>", shown.path("title").asText());
        JsonNode done = desk.published(agent, Map.of("draft", true, "labels", List.of("robot")));
        assertTrue(done.path("opened").asBoolean(), done::toString);

        String branch = desk.branch(agent);
        assertEquals(done.path("commit").asText(), desk.upstream.git("rev-parse", branch));
        assertEquals(
                "refs/heads/main\nrefs/heads/" + branch,
                desk.upstream.refs(),
                "only its branch is written");
        assertEquals(
                "Ada Byron <ada@byron.example> Fix <it>",
                desk.upstream.git("log", "-1", "--format=%an <%ae> %s", branch));
        assertTrue(
                desk.upstream
                        .git("log", "-1", "--format=%b", branch)
                        .contains("Co-authored-by: shell <shell@harness.ratoon.invalid>"));
        assertEquals("work", desk.upstream.git("log", "-1", "--format=%s", branch + "~1"));
        assertTrue(
                desk.upstream.git("ls-tree", branch, "new `file`").startsWith("100755"),
                "its mode is kept");

        JsonNode pull = desk.pulls().path(0);
        assertEquals("Fix <it>", pull.path("title").asText());
        assertTrue(pull.path("draft").asBoolean());
        assertEquals("robot", pull.at("/labels/0/name").asText());
        assertEquals("main", pull.at("/base/ref").asText());
        assertEquals(branch, pull.path("head").path("ref").asText());
        String body = pull.path("body").asText();
        assertTrue(body.contains("`new 'file'` added, 1 lines"), body);
        assertTrue(body.contains("https://ratoon.example/agents/" + agent), body);

        JsonNode told = desk.fleet().agent(agent);
        assertEquals("draft", told.path("pull").path("state").asText(), told::toString);
        assertTrue(told.path("doing").asText().endsWith("draft"), told::toString);
        assertEquals(done.path("commit"), told.path("published").path("commit"));
        assertEquals(1, desk.fleet().events(agent, "branch.published").size());
        assertEquals(1, desk.fleet().events(agent, "pull.opened").size());
        Consistency.check(log, agent);
    }

    @Test
    void what_is_not_chosen_stays_and_more_of_it_joins_the_same_pull_request() throws Exception {
        String agent = desk.started("echo a > a; echo b > b");
        desk.published(agent, Map.of("files", List.of("a"), "title", "Mine"));
        String branch = desk.branch(agent);
        assertEquals("README\na", desk.upstream.git("ls-tree", "--name-only", branch));
        String first = desk.upstream.git("rev-parse", branch);
        desk.atHub("PATCH /repos/" + desk.name + "/pulls/1", "{\"title\":\"Yours\"}");
        desk.say(agent, "echo c > c", 2);
        JsonNode again = desk.published(agent, Map.of());
        assertFalse(again.path("opened").asBoolean(), again::toString);
        assertEquals("README\na\nb\nc", desk.upstream.git("ls-tree", "--name-only", branch));
        assertEquals(first, desk.upstream.git("merge-base", first, branch), "nothing is rewritten");
        assertEquals(1, desk.pulls().size(), desk.pulls()::toString);
        assertEquals("Yours", desk.pulls().path(0).path("title").asText(), "people's title stays");
        assertEquals(1, desk.fleet().events(agent, "pull.opened").size());
        Consistency.check(log, agent);
    }

    @Test
    void a_yes_to_one_commit_is_none_to_a_newer_one() throws Exception {
        String agent = desk.started("echo a > a");
        String shown = desk.proposal(agent).path("commit").asText();
        desk.say(agent, "echo evil > a", 2);
        Api.Answer refused = desk.ada.post(path(agent), Map.of("commit", shown));
        assertProblem(409, "newer-work", refused);
        assertEquals(desk.proposal(agent).path("commit").asText(), refused.text("commit"));
        assertEquals("refs/heads/main", desk.upstream.refs());
        assertEquals(0, desk.pulls().size());
    }

    @Tag("long")
    @Test
    void workflows_owners_and_keys_need_a_yes_each() throws Exception {
        String agent =
                desk.started(
                        """
                        mkdir -p .github/workflows; echo 'on: push' > .github/workflows/x.yml
                        echo '* @eve' > CODEOWNERS
                        printf 'key = "AKIA%s"\\n' IOSFODNN7EXAMPL3 > key.txt
                        """);
        List<String> ids = desk.proposal(agent).path("warnings").findValuesAsText("id");
        assertTrue(ids.contains("workflow:.github/workflows/x.yml"), ids::toString);
        assertTrue(ids.contains("codeowners:CODEOWNERS"), ids::toString);
        assertTrue(ids.contains("secret:key.txt"), ids::toString);
        Api.Answer refused =
                desk.publish(desk.ada, agent, Map.of("accept", ids.subList(1, ids.size())));
        assertProblem(409, "warnings-not-accepted", refused);
        assertEquals(
                List.of(ids.getFirst()), refused.body().path("warnings").findValuesAsText("id"));
        assertEquals("refs/heads/main", desk.upstream.refs());
        desk.published(agent, Map.of("accept", ids));
    }

    @Test
    void a_key_that_somebody_types_needs_a_yes_too() throws Exception {
        String agent = desk.started("echo a > a");
        String key = "AKIA" + "IOSFODNN7EXAMPLE";
        for (String field : List.of("title", "body")) {
            Map<String, Object> typed = Map.of(field, "with " + key);
            Api.Answer refused = desk.publish(desk.ada, agent, typed);
            assertProblem(409, "warnings-not-accepted", refused);
            assertFalse(refused.raw().body().contains(key), refused.raw()::body);
        }
        assertEquals("refs/heads/main", desk.upstream.refs());
        Map<String, Object> both = Map.of("title", key, "body", key);
        List<String> ids =
                desk.publish(desk.ada, agent, both).body().path("warnings").findValuesAsText("id");
        assertEquals(1, Set.copyOf(ids).size(), "it is one key");
        // One yes is also for the commit that has the title.
        desk.published(agent, Map.of("title", key, "body", key, "accept", ids));
    }

    @Tag("long")
    @Test
    void where_others_went_on_it_is_said_and_merged_or_put_after_them_when_told_to()
            throws Exception {
        String agent = desk.started("echo a > a");
        desk.upstream.commit("main", "other", "x\n");
        JsonNode standing = desk.proposal(agent).path("standing");
        assertEquals(1, standing.path("behind").asInt(), standing::toString);
        assertEquals(0, standing.path("conflicts").size(), standing::toString);
        desk.published(agent, Map.of("together", "rebase"));
        assertEquals(
                "README\na\nother",
                desk.upstream.git("ls-tree", "--name-only", desk.branch(agent)));
        assertEquals(
                desk.upstream.git("rev-parse", "main"),
                desk.upstream.git("rev-parse", desk.branch(agent) + "~1"));
        desk.upstream.commit("main", "README", "theirs\n");
        desk.say(agent, "echo mine > README", 2);
        assertEquals(
                "README", desk.proposal(agent).path("standing").path("conflicts").path(0).asText());
        Api.Answer refused = desk.publish(desk.ada, agent, Map.of("together", "merge"));
        assertProblem(409, "merge-conflicts", refused);
        assertEquals("[\"README\"]", refused.body().path("paths").toString());
    }

    @Test
    void what_somebody_else_put_on_its_branch_is_not_written_over() throws Exception {
        String agent = desk.started("echo a > a");
        desk.published(agent, Map.of());
        desk.upstream.commit(desk.branch(agent), "theirs", "x\n");
        String tip = desk.upstream.git("rev-parse", desk.branch(agent));
        desk.say(agent, "echo b > b", 2);
        Api.Answer refused = desk.publish(desk.ada, agent, Map.of());
        assertProblem(409, "upstream-moved", refused);
        assertEquals(tip, refused.text("tip"));
        assertEquals(tip, desk.upstream.git("rev-parse", desk.branch(agent)));
        desk.published(agent, Map.of("together", "merge"));
        assertEquals(
                "README\na\nb\ntheirs",
                desk.upstream.git("ls-tree", "--name-only", desk.branch(agent)));
    }

    @Test
    void five_clicks_at_once_are_one_pull_request() throws Exception {
        String agent = desk.started("echo a > a");
        String commit = desk.proposal(agent).path("commit").asText();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Api.Answer>>();
            for (int i = 0; i < 5; i++) {
                Api keyed = desk.ada.with("Idempotency-Key", "k" + i % 2);
                Map<String, ?> asked = Map.of("commit", commit);
                all.add(threads.submit(() -> desk.post(keyed, agent, asked)));
            }
            for (var one : all) {
                assertEquals(200, one.get().status(), one.get().raw()::body);
            }
        }
        assertEquals("1", desk.upstream.git("rev-list", "--count", "main.." + desk.branch(agent)));
        assertEquals(1, desk.pulls().size());
        assertEquals(1, desk.fleet().events(agent, "branch.published").size());
        assertEquals(1, desk.fleet().events(agent, "pull.opened").size());
    }

    @Test
    void a_key_is_good_for_one_request_and_answers_it_again_later() throws Exception {
        String agent = desk.started("echo a > a");
        String commit = desk.proposal(agent).path("commit").asText();
        Api keyed = desk.ada.with("Idempotency-Key", "once");
        Api.Answer first = desk.post(keyed, agent, Map.of("commit", commit));
        assertEquals(200, first.status(), first.raw()::body);
        desk.say(agent, "echo b > b", 2);
        assertEquals(first.body(), desk.post(keyed, agent, Map.of("commit", commit)).body());
        Map<String, ?> other = Map.of("commit", commit, "draft", true);
        assertProblem(409, "conflict", desk.post(keyed, agent, other));
    }

    @Test
    void what_becomes_of_it_is_seen_with_the_login_of_whoever_opened_it() throws Exception {
        String agent = desk.started("echo a > a");
        desk.published(agent, Map.of());
        int number = desk.pulls().path(0).path("number").asInt();
        desk.atHub("PATCH /repos/" + desk.name + "/pulls/" + number, "{\"state\":\"closed\"}");
        followed(agent, 2, "closed");
        sweep.round(clock.instant().plus(Duration.ofMinutes(30)));
        assertEquals(1, desk.fleet().events(agent, "pull.changed").size(), "told once");
        desk.atHub("PATCH /repos/" + desk.name + "/pulls/" + number, "{\"state\":\"open\"}");
        followed(agent, 65, "open");
        desk.atHub("PATCH /repos/" + desk.name + "/pulls/" + number, "{\"state\":\"closed\"}");
        sweep.round(clock.instant().plus(Duration.ofMinutes(90)));
        desk.say(agent, "echo b > b", 2);
        desk.upstream.git("update-ref", "-d", "refs/heads/" + desk.branch(agent));
        JsonNode another = desk.published(agent, Map.of());
        assertEquals(
                "README\na\nb", desk.upstream.git("ls-tree", "--name-only", desk.branch(agent)));
        assertTrue(another.path("opened").asBoolean(), "one that is closed is left alone");
        assertEquals(2, desk.pulls().size());
        Consistency.check(log, agent);
    }

    /** A round may end early, and the service has its own beside these: looked until it is so. */
    private void followed(String agent, int minutes, String state) {
        for (int m = minutes; m < minutes + 20 && !state.equals(state(agent)); m += 2) {
            sweep.round(clock.instant().plus(Duration.ofMinutes(m)));
        }
        assertEquals(state, state(agent));
    }

    private String state(String agent) {
        return desk.fleet().agent(agent).path("pull").path("state").asText();
    }

    @Test
    void a_hanging_github_holds_up_no_other_sweep() throws Exception {
        String agent = desk.started("echo a > a");
        desk.published(agent, Map.of());
        var answers = new CountDownLatch(1);
        before.accept("GET /repos/.*/pulls/.*", () -> await(answers));
        try {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> sweep.sweep(clock.instant().plus(Duration.ofMinutes(2))));
        } finally {
            answers.countDown();
            before.accept("(?!)", () -> {});
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Tag("long")
    @Test
    void while_github_is_away_one_is_looked_at_and_not_all() throws Exception {
        for (String one : List.of("a", "b")) {
            desk.published(desk.started("echo %1$s > %1$s".formatted(one)), Map.of());
        }
        var asked = new AtomicInteger();
        before.accept(
                "GET /repos/.*/pulls/.*",
                () -> {
                    asked.incrementAndGet();
                    throw new IllegalStateException("cut off");
                });
        try {
            sweep.round(clock.instant().plus(Duration.ofMinutes(2)));
        } finally {
            before.accept("(?!)", () -> {});
        }
        assertEquals(1, asked.get());
    }

    @Tag("long")
    @Test
    void what_a_person_wrote_of_it_stays_when_more_is_published() throws Exception {
        String agent = desk.started("echo a > a");
        desk.published(agent, Map.of("body", "Mind the gap."));
        desk.say(agent, "echo b > b", 2);
        desk.published(agent, Map.of());
        String kept = desk.pulls().path(0).path("body").asText();
        assertTrue(kept.contains("Mind the gap."), kept);
        desk.published(agent, Map.of("body", "Mind the step."));
        String newer = desk.pulls().path(0).path("body").asText();
        assertTrue(newer.contains("Mind the step."), newer);
        assertFalse(newer.contains("gap"), newer);
    }

    @Test
    void what_makes_no_sense_is_refused_before_anything_is_done() throws Exception {
        String agent = desk.started("echo a > a");
        String commit = desk.proposal(agent).path("commit").asText();
        var wrong =
                Arrays.<Map<String, ?>>asList(
                        Map.of(),
                        Map.of("commit", "main"),
                        Map.of("commit", commit, "files", 7),
                        Map.of("commit", commit, "files", List.of("nowhere")),
                        Map.of("commit", commit, "title", "two\nlines"),
                        Map.of("commit", commit, "together", "squash"),
                        Map.of("commit", commit, "base", "--option"),
                        Map.of("commit", commit, "labels", List.of(" ")),
                        Map.of("commit", commit, "labels", NULLS),
                        Map.of("commit", commit, "accept", NULLS),
                        Map.of("commit", commit, "accept", List.of("x".repeat(10_000))),
                        Map.of("commit", commit, "files", NULLS));
        for (Map<String, ?> one : wrong) {
            int status = desk.ada.post(path(agent), one).status();
            assertEquals(422, status, one::toString);
        }
        assertEquals("refs/heads/main", desk.upstream.refs());
    }
}
