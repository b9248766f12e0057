package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a real sandbox to a real upstream: the branch is read there with git, each time. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(HubResource.class)
@SuppressWarnings("NullAway.Init")
class PullRequestIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String COMMIT =
            "git add -A; git -c user.name=H -c user.email=h@example.invalid commit -qm work";

    /** Of the hub. */
    private @Nullable Path repositories;

    private List<String> seen;
    private BinaryOperator<String> api;
    private String hub;

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject TeamStore teams;
    @Inject PullSweep sweep;
    @Inject PullsDue due;
    @Inject Clock clock;

    private Api ada;
    private Bare upstream;
    private String name;
    private final List<String> agents = new ArrayList<>();

    @BeforeEach
    void aRepositoryOfHers() throws Exception {
        Assumptions.assumeTrue(repositories != null, "emulate needs npm, on Linux and amd64");
        ada = people.owner();
        assertEquals(200, ada.put("/api/github", Map.of("token", Hub.ADA)).status());
        name = "ada/pay" + COUNT.incrementAndGet();
        String made =
                api.apply(
                        "POST /user/repos",
                        "{\"name\":\"%s\",\"auto_init\":true}".formatted(name.substring(4)));
        assertTrue(made.contains("\"full_name\""), made);
        upstream = Bare.in(repositories.resolve(name + ".git"));
    }

    @AfterEach
    void delete() {
        agents.forEach(agent -> ada.delete("/api/agents/" + agent));
    }

    // --- what the tests do

    private Fleet fleet(Api who) {
        return new Fleet(who, new GitRepository(Path.of("/nowhere")));
    }

    private String started(Api who, String repository, String prompt, Map<String, ?> more)
            throws Exception {
        Map<String, Object> asked = new HashMap<>(more);
        asked.putAll(Map.of("repository", repository, "mode", "auto", "prompt", prompt));
        Api.Answer answer = who.post("/api/agents", asked);
        assertEquals(201, answer.status(), answer.body()::toString);
        String agent = answer.text("id");
        agents.add(agent);
        kept(who, agent, 1);
        return agent;
    }

    private String started(String prompt) throws Exception {
        return started(ada, hub + "/" + name, prompt, Map.of("title", "Fix <it>"));
    }

    private void kept(Api who, String agent, int turn) throws Exception {
        fleet(who).awaitTurn(agent, turn);
        Eventually.get(
                "the checkpoint of turn " + turn + "\n" + fleet(who).log(agent),
                () -> fleet(who).events(agent, "checkpoint.kept").size(),
                kept -> kept >= turn);
    }

    private void say(String agent, String text, int turn) throws Exception {
        ada.post("/api/agents/" + agent + "/messages", Map.of("text", text, "delivery", "queue"));
        kept(ada, agent, turn);
    }

    private static String path(String agent) {
        return "/api/agents/" + agent + "/pull-request";
    }

    private JsonNode proposal(String agent) {
        Api.Answer answer = ada.get(path(agent));
        assertEquals(200, answer.status(), answer.body()::toString);
        return answer.body();
    }

    private Api.Answer publish(Api who, String agent, Map<String, ?> more) {
        Map<String, Object> asked = new HashMap<>();
        asked.put("commit", who.get(path(agent)).text("commit"));
        asked.putAll(more);
        return who.post(path(agent), asked);
    }

    private JsonNode published(String agent, Map<String, ?> more) {
        Api.Answer answer = publish(ada, agent, more);
        assertEquals(200, answer.status(), answer.body()::toString);
        return answer.body();
    }

    private JsonNode pulls() {
        return atHub("GET /repos/" + name + "/pulls?state=all", "");
    }

    private JsonNode atHub(String request, String json) {
        try {
            return JSON.readTree(api.apply(request, json));
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String branch(String agent) {
        return fleet(ada).agent(agent).path("branch").asText();
    }

    private static void assertProblem(int status, String type, Api.Answer answer) {
        assertEquals(status, answer.status(), answer.raw()::body);
        assertEquals("urn:ratoon:problem:" + type, answer.text("type"), answer.raw()::body);
    }

    // --- what they show

    @Test
    void what_was_shown_is_published_in_the_users_own_name_and_offered() throws Exception {
        String agent =
                started(
                        "echo more >> README\n"
                                + COMMIT
                                + "\necho x > 'new `file`'; chmod +x new*");
        JsonNode shown = proposal(agent);
        assertEquals("main", shown.path("onto").asText());
        assertEquals(2, shown.path("changed").asInt(), shown::toString);
        assertEquals("new `file`", shown.path("uncommitted").path(0).path("path").asText());
        assertEquals("work", shown.path("commits").path(0).path("subject").asText());
        assertTrue(shown.path("to").path("mayPush").asBoolean(), shown::toString);
        assertEquals("Fix <it>", shown.path("title").asText());
        JsonNode done = published(agent, Map.of("draft", true, "labels", List.of("robot")));
        assertTrue(done.path("opened").asBoolean(), done::toString);

        String branch = branch(agent);
        assertEquals(done.path("commit").asText(), upstream.git("rev-parse", branch));
        assertEquals(
                "refs/heads/main\nrefs/heads/" + branch,
                upstream.refs(),
                "only its branch is written");
        assertEquals(
                "Ada Byron <ada@byron.example> Fix <it>",
                upstream.git("log", "-1", "--format=%an <%ae> %s", branch));
        assertTrue(
                upstream.git("log", "-1", "--format=%b", branch)
                        .contains("Co-authored-by: shell <shell@harness.ratoon.invalid>"));
        assertEquals("work", upstream.git("log", "-1", "--format=%s", branch + "~1"));
        assertTrue(
                upstream.git("ls-tree", branch, "new `file`").startsWith("100755"),
                "its mode is kept");

        JsonNode pull = pulls().path(0);
        assertEquals("Fix <it>", pull.path("title").asText());
        assertTrue(pull.path("draft").asBoolean());
        assertEquals(branch, pull.path("head").path("ref").asText());
        String body = pull.path("body").asText();
        assertTrue(body.contains("`new 'file'` added, 1 lines"), body);
        assertTrue(body.contains("https://ratoon.example/#agents/" + agent), body);

        JsonNode told = fleet(ada).agent(agent);
        assertEquals("draft", told.path("pull").path("state").asText(), told::toString);
        assertTrue(told.path("doing").asText().endsWith("draft"), told::toString);
        assertEquals(done.path("commit"), told.path("published").path("commit"));
        assertEquals(1, fleet(ada).events(agent, "branch.published").size());
        assertEquals(1, fleet(ada).events(agent, "pull.opened").size());
        Consistency.check(log, agent);
    }

    @Test
    void what_is_not_chosen_stays_and_more_of_it_joins_the_same_pull_request() throws Exception {
        String agent = started("echo a > a; echo b > b");
        published(agent, Map.of("files", List.of("a"), "title", "Mine"));
        String branch = branch(agent);
        assertEquals("README\na", upstream.git("ls-tree", "--name-only", branch));
        String first = upstream.git("rev-parse", branch);
        atHub("PATCH /repos/" + name + "/pulls/1", "{\"title\":\"Yours\"}");
        say(agent, "echo c > c", 2);
        JsonNode again = published(agent, Map.of());
        assertFalse(again.path("opened").asBoolean(), again::toString);
        assertEquals("README\na\nb\nc", upstream.git("ls-tree", "--name-only", branch));
        assertEquals(first, upstream.git("merge-base", first, branch), "nothing is rewritten");
        assertEquals(1, pulls().size(), pulls()::toString);
        assertEquals("Yours", pulls().path(0).path("title").asText(), "people's title stays");
        assertEquals(1, fleet(ada).events(agent, "pull.opened").size());
        Consistency.check(log, agent);
    }

    @Test
    void a_yes_to_one_commit_is_none_to_a_newer_one() throws Exception {
        String agent = started("echo a > a");
        String shown = proposal(agent).path("commit").asText();
        say(agent, "echo evil > a", 2);
        Api.Answer refused = ada.post(path(agent), Map.of("commit", shown));
        assertProblem(409, "newer-work", refused);
        assertEquals(proposal(agent).path("commit").asText(), refused.text("commit"));
        assertEquals("refs/heads/main", upstream.refs());
        assertEquals(0, pulls().size());
    }

    @Test
    void workflows_owners_and_keys_need_a_yes_each() throws Exception {
        String agent =
                started(
                        """
                        mkdir -p .github/workflows; echo 'on: push' > .github/workflows/x.yml
                        echo '* @eve' > CODEOWNERS
                        printf 'key = "AKIA%s"\\n' IOSFODNN7EXAMPL3 > key.txt
                        """);
        List<String> ids = proposal(agent).path("warnings").findValuesAsText("id");
        assertTrue(ids.contains("workflow:.github/workflows/x.yml"), ids::toString);
        assertTrue(ids.contains("codeowners:CODEOWNERS"), ids::toString);
        assertTrue(ids.contains("secret:key.txt"), ids::toString);
        Api.Answer refused = publish(ada, agent, Map.of("accept", ids.subList(1, ids.size())));
        assertProblem(409, "warnings-not-accepted", refused);
        assertEquals(
                List.of(ids.getFirst()), refused.body().path("warnings").findValuesAsText("id"));
        assertEquals("refs/heads/main", upstream.refs());
        published(agent, Map.of("accept", ids));
    }

    @Test
    void where_others_went_on_it_is_said_and_merged_or_put_after_them_when_told_to()
            throws Exception {
        String agent = started("echo a > a");
        upstream.commit("main", "other", "x\n");
        JsonNode standing = proposal(agent).path("standing");
        assertEquals(1, standing.path("behind").asInt(), standing::toString);
        assertEquals(0, standing.path("conflicts").size(), standing::toString);
        published(agent, Map.of("together", "rebase"));
        assertEquals("README\na\nother", upstream.git("ls-tree", "--name-only", branch(agent)));
        assertEquals(
                upstream.git("rev-parse", "main"), upstream.git("rev-parse", branch(agent) + "~1"));
        upstream.commit("main", "README", "theirs\n");
        say(agent, "echo mine > README", 2);
        assertEquals("README", proposal(agent).path("standing").path("conflicts").path(0).asText());
        Api.Answer refused = publish(ada, agent, Map.of("together", "merge"));
        assertProblem(409, "merge-conflicts", refused);
        assertEquals("[\"README\"]", refused.body().path("paths").toString());
    }

    @Test
    void what_somebody_else_put_on_its_branch_is_not_written_over() throws Exception {
        String agent = started("echo a > a");
        published(agent, Map.of());
        upstream.commit(branch(agent), "theirs", "x\n");
        String tip = upstream.git("rev-parse", branch(agent));
        say(agent, "echo b > b", 2);
        Api.Answer refused = publish(ada, agent, Map.of());
        assertProblem(409, "upstream-moved", refused);
        assertEquals(tip, refused.text("tip"));
        assertEquals(tip, upstream.git("rev-parse", branch(agent)));
        published(agent, Map.of("together", "merge"));
        assertEquals("README\na\nb\ntheirs", upstream.git("ls-tree", "--name-only", branch(agent)));
    }

    @Test
    void five_clicks_at_once_are_one_pull_request() throws Exception {
        String agent = started("echo a > a");
        String commit = proposal(agent).path("commit").asText();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Api.Answer>>();
            for (int i = 0; i < 5; i++) {
                String key = "k" + i % 2;
                all.add(
                        threads.submit(
                                () ->
                                        ada.with("Idempotency-Key", key)
                                                .post(path(agent), Map.of("commit", commit))));
            }
            for (var one : all) {
                assertEquals(200, one.get().status(), one.get().raw()::body);
            }
        }
        assertEquals(1, pulls().size());
        assertEquals(1, fleet(ada).events(agent, "branch.published").size());
        assertEquals(1, fleet(ada).events(agent, "pull.opened").size());
    }

    @Test
    void a_key_is_good_for_one_request_and_answers_it_again_later() throws Exception {
        String agent = started("echo a > a");
        String commit = proposal(agent).path("commit").asText();
        Api keyed = ada.with("Idempotency-Key", "once");
        Api.Answer first = keyed.post(path(agent), Map.of("commit", commit));
        assertEquals(200, first.status(), first.raw()::body);
        say(agent, "echo b > b", 2);
        assertEquals(first.body(), keyed.post(path(agent), Map.of("commit", commit)).body());
        assertProblem(
                409, "conflict", keyed.post(path(agent), Map.of("commit", commit, "draft", true)));
    }

    @Test
    void what_becomes_of_it_is_seen_with_the_login_of_whoever_opened_it() throws Exception {
        String agent = started("echo a > a");
        published(agent, Map.of());
        int number = pulls().path(0).path("number").asInt();
        atHub("PATCH /repos/" + name + "/pulls/" + number, "{\"state\":\"closed\"}");
        sweep.sweep(clock.instant().plus(Duration.ofMinutes(2)));
        assertEquals("closed", fleet(ada).agent(agent).path("pull").path("state").asText());
        sweep.sweep(clock.instant().plus(Duration.ofMinutes(4)));
        assertEquals(1, fleet(ada).events(agent, "pull.changed").size(), "told once");
        say(agent, "echo b > b", 2);
        upstream.git("update-ref", "-d", "refs/heads/" + branch(agent));
        JsonNode another = published(agent, Map.of());
        assertEquals("README\na\nb", upstream.git("ls-tree", "--name-only", branch(agent)));
        assertTrue(another.path("opened").asBoolean(), "one that is closed is left alone");
        assertEquals(2, pulls().size());
        Consistency.check(log, agent);
    }

    @Test
    void whoever_opened_it_and_has_no_login_any_more_is_asked_for_once_an_hour() throws Exception {
        String agent = started("echo a > a");
        published(agent, Map.of());
        assertEquals(204, ada.delete("/api/github").status());
        Instant now = clock.instant().plus(Duration.ofMinutes(2));
        sweep.sweep(now);
        assertFalse(isDue(agent, now.plus(Duration.ofMinutes(55))));
        assertTrue(isDue(agent, now.plus(Duration.ofMinutes(65))));
        assertFalse(isDue(agent, now.plus(Duration.ofMinutes(65))), "another process has it");
        assertEquals("open", fleet(ada).agent(agent).path("pull").path("state").asText());
    }

    private boolean isDue(String agent, Instant now) {
        return due.take(now, now.plusSeconds(60), 1000).stream()
                .anyMatch(facts -> facts.id().toString().equals(agent));
    }

    @Test
    void who_may_not_push_is_offered_a_fork_and_publishes_there() throws Exception {
        var member = people.invited("member");
        Api bob = member.api();
        assertEquals(200, bob.put("/api/github", Map.of("token", Hub.BOB)).status());
        String agent = started(bob, hub + "/" + name, "echo a > a", Map.of());
        Api.Answer refused = publish(bob, agent, Map.of());
        assertProblem(409, "push-not-allowed", refused);
        assertTrue(refused.body().path("fork").asBoolean(), refused.raw()::body);
        Api.Answer done = publish(bob, agent, Map.of("fork", true));
        assertEquals(200, done.status(), done.raw()::body);
        String branch = fleet(bob).agent(agent).path("branch").asText();
        var fork = new Bare(repositories.resolve("bob/" + name.substring(4) + ".git"));
        assertEquals(done.text("commit"), fork.git("rev-parse", branch));
        assertEquals("refs/heads/main", upstream.refs());
        assertEquals("bob:" + branch, pulls().path(0).path("head").path("label").asText());
        assertEquals("Bob", fork.git("log", "-1", "--format=%an", branch));
        bob.delete("/api/agents/" + agent);
    }

    @Test
    void another_member_publishes_with_a_login_of_his_own_and_a_viewer_not_at_all()
            throws Exception {
        var bob = people.invited("member");
        var eve = people.invited("viewer");
        Map<String, ?> shared = Map.of("team", teamOf(bob, eve));
        Api member = bob.api();
        Api viewer = eve.api();
        String agent = started(ada, hub + "/" + name, "echo a > a", shared);
        assertEquals(403, viewer.get(path(agent)).status());
        assertEquals(404, people.invited("member").api().get(path(agent)).status());
        String commit = proposal(agent).path("commit").asText();
        Api.Answer without = member.post(path(agent), Map.of("commit", commit));
        assertProblem(409, "github-not-connected", without);
        member.put("/api/github", Map.of("token", Hub.BOB));
        seen.clear();
        assertProblem(409, "push-not-allowed", member.post(path(agent), Map.of("commit", commit)));
        assertTrue(seen.contains("bob git-receive-pack"), seen::toString);
        assertFalse(seen.contains("ada git-receive-pack"), seen::toString);
    }

    @Test
    void nothing_that_a_sandbox_can_read_opens_upstream() throws Exception {
        String words = "grep -aoE '[A-Za-z0-9_.~+/=-]{16,}' | sort -u | head -300";
        String agent =
                started(
                        "echo a > a\nenv | "
                                + words
                                + "\ncat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>&1 | "
                                + words
                                + "\n(git config -l; cat .git/config) 2>&1 | "
                                + words
                                + "\nfind / -xdev -type f -size -100k -not -path '/usr/*' -not -path '*/objects/*'"
                                + " -exec cat {} + 2>/dev/null | "
                                + words);
        published(agent, Map.of("title", "Nothing"));
        String read = fleet(ada).printed(agent);
        List<String> secrets = read.lines().filter(word -> word.length() >= 16).distinct().toList();
        assertTrue(secrets.size() > 20, () -> "there is something to replay\n" + read);
        assertFalse(read.contains("ghp_"), read);
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(SSLContext.getDefault()).build()) {
            for (String secret : secrets) {
                assertEquals(401, opens(client, secret), secret);
            }
            assertEquals(200, opens(client, Hub.ADA), "a login is good there");
        }
    }

    private int opens(HttpClient client, String secret) throws Exception {
        String pair = "x-access-token:" + secret;
        return client.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                hub
                                                        + "/"
                                                        + name
                                                        + "/info/refs?service=git-receive-pack"))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString(
                                                                pair.getBytes(
                                                                        StandardCharsets.UTF_8)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void a_folder_gets_the_branch_and_words_and_its_owner_alone_publishes_there() throws Exception {
        Path folder = Files.createTempDirectory("local");
        var bare = Bare.in(folder.resolve("pay.git"));
        var bob = people.invited("member");
        Api member = bob.api();
        String agent =
                started(
                        ada,
                        bare.folder().toString(),
                        "echo a > a",
                        Map.of("title", "Local", "team", teamOf(bob)));
        Map<String, String> asked = Map.of("commit", proposal(agent).path("commit").asText());
        assertProblem(403, "forbidden", member.post(path(agent), asked));
        assertFalse(member.get(path(agent)).body().path("to").path("mayPush").asBoolean());
        assertEquals("refs/heads/main", bare.refs());
        assertFalse(proposal(agent).path("to").path("github").asBoolean());
        JsonNode done = published(agent, Map.of());
        assertEquals(done.path("commit").asText(), bare.git("rev-parse", branch(agent)));
        assertTrue(done.path("next").asText().contains("by hand"), done::toString);
        assertFalse(done.has("pull"));
        assertNotEquals("", bare.git("log", "-1", "--format=%an", branch(agent)));
        bare.git("update-ref", "-d", "refs/heads/" + branch(agent));
        say(agent, "echo b > b", 2);
        String gone = "gone:" + branch(agent);
        Api.Answer deleted = publish(ada, agent, Map.of());
        assertProblem(409, "upstream-moved", deleted);
        assertTrue(deleted.text("detail").contains("accept " + gone), deleted.raw()::body);
        published(agent, Map.of("accept", List.of(gone)));
        assertEquals("README\na\nb", bare.git("ls-tree", "--name-only", branch(agent)));
        new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }

    /** A new team of ada's, in which they are members. */
    private String teamOf(TestPeople.Person... members) {
        String team = "team" + COUNT.incrementAndGet();
        ada.post("/api/teams", Map.of("name", team));
        for (TestPeople.Person one : members) {
            String place = "/api/teams/" + team + "/members/" + one.name();
            assertEquals(204, ada.put(place, Map.of("role", "member")).status());
        }
        return teams.mustBeNamed(team).id().toString();
    }

    @Test
    void what_makes_no_sense_is_refused_before_anything_is_done() throws Exception {
        String agent = started("echo a > a");
        String commit = proposal(agent).path("commit").asText();
        var wrong =
                Arrays.<Map<String, ?>>asList(
                        Map.of(),
                        Map.of("commit", "main"),
                        Map.of("commit", commit, "files", 7),
                        Map.of("commit", commit, "files", List.of("nowhere")),
                        Map.of("commit", commit, "title", "two\nlines"),
                        Map.of("commit", commit, "together", "squash"),
                        Map.of("commit", commit, "base", "--option"),
                        Map.of("commit", commit, "labels", List.of(" ")));
        for (Map<String, ?> one : wrong) {
            int status = ada.post(path(agent), one).status();
            assertEquals(422, status, one::toString);
        }
        assertEquals("refs/heads/main", upstream.refs());
    }
}
