package dev.ratoon.controlplane.pulls;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.ratoon.controlplane.pulls.PullDesk.assertProblem;
import static dev.ratoon.controlplane.pulls.PullDesk.path;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.page.Chromium;
import dev.ratoon.controlplane.page.Tab;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A branch whose pull request fails at first, and what becomes of one at GitHub. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = HubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class PullFollowedIT {
    private static final LocatorAssertions.ContainsTextOptions LONG =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    /** Of the hub, as it says itself. */
    private @Nullable Path repositories;

    private BinaryOperator<String> api;
    private BiConsumer<String, Runnable> before;
    private BiConsumer<String, Map<String, String>> instead;
    private String hub;

    @Inject TestPeople people;
    @Inject PullSweep sweep;
    @Inject MovableClock clock;
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
    void a_branch_that_is_there_without_its_pull_request_is_said_and_a_repeat_opens_the_one()
            throws Exception {
        String agent = desk.started("echo a > a");
        Map<String, String> asked = Map.of("commit", desk.proposal(agent).path("commit").asText());
        Api.Answer half;
        before.accept(
                "POST /repos/.*/pulls",
                () -> {
                    throw new IllegalStateException("cut off");
                });
        try {
            half = desk.ada.post(path(agent), asked);
        } finally {
            before.accept("(?!)", () -> {});
        }
        assertTrue(half.status() >= 500, half.raw()::body);
        assertTrue(half.text("detail").contains("The branch is in "), half.raw()::body);
        assertTrue(half.text("detail").contains("its pull request is not"), half.raw()::body);
        String commit = desk.upstream.git("rev-parse", "refs/heads/" + desk.branch(agent));
        assertEquals(0, desk.pulls().size());
        JsonNode done = desk.published(agent, asked);
        assertEquals(commit, done.path("commit").asText());
        assertTrue(done.path("opened").asBoolean(), done::toString);
        assertEquals(1, desk.pulls().size());
    }

    @Tag("long")
    @Test
    void where_too_much_was_asked_at_once_it_says_when_and_a_repeat_opens_the_one()
            throws Exception {
        limited(
                Map.of("Status", "429", "Retry-After", "90"),
                "Try again in 90 s",
                Duration.ofSeconds(95));
    }

    @Tag("long")
    @Test
    void where_the_hour_is_used_up_it_says_when_and_a_repeat_opens_the_one() throws Exception {
        Instant reset = clock.instant().plus(Duration.ofMinutes(20)).truncatedTo(SECONDS);
        limited(
                Map.of(
                        "Status", "403",
                        "X-RateLimit-Limit", "5000",
                        "X-RateLimit-Remaining", "0",
                        "X-RateLimit-Reset", Long.toString(reset.getEpochSecond())),
                "s, at " + reset,
                Duration.ofMinutes(21));
    }

    /** Opening is refused so once; then, and when it has waited, the same is asked for again. */
    private void limited(Map<String, String> answer, String when, Duration wait) throws Exception {
        String agent = desk.started("echo a > a");
        Map<String, String> asked = Map.of("commit", desk.proposal(agent).path("commit").asText());
        Api.Answer half;
        instead.accept("POST /repos/.*/pulls", answer);
        try {
            half = desk.ada.post(path(agent), asked);
        } finally {
            instead.accept("(?!)", Map.of());
        }
        assertLater(half, when);
        assertTrue(half.text("detail").contains("The branch is in "), half.raw()::body);
        String commit = desk.upstream.git("rev-parse", "refs/heads/" + desk.branch(agent));
        assertLater(desk.ada.post(path(agent), asked), "Try again in ");
        assertEquals(0, desk.pulls().size());
        try (var _ = clock.forward(wait)) {
            JsonNode done = desk.published(agent, asked);
            assertEquals(commit, done.path("commit").asText());
            assertTrue(done.path("opened").asBoolean(), done::toString);
            assertFalse(desk.published(agent, asked).path("opened").asBoolean());
        }
        assertEquals(1, desk.pulls().size());
    }

    private static void assertLater(Api.Answer answer, String when) {
        assertProblem(503, "github-limit", answer);
        assertTrue(answer.text("detail").contains(when), answer.raw()::body);
        int seconds = Integer.parseInt(String.valueOf(answer.header("Retry-After")));
        assertTrue(seconds > 0, answer.raw()::body);
    }

    @Tag("long")
    @Test
    void checks_and_reviews_and_that_it_is_merged_are_seen_on_the_agent() throws Exception {
        String agent = desk.started("echo a > a");
        String head = branchAtTheApi(desk.branch(agent));
        int number = desk.published(agent, Map.of()).at("/pull/number").asInt();
        String repository = "/repos/" + desk.name;
        desk.atHub(
                "POST " + repository + "/check-runs",
                "{\"name\":\"build\",\"head_sha\":\"%s\",\"status\":\"completed\",\"conclusion\":\"failure\"}"
                        .formatted(head));
        String pull = repository + "/pulls/" + number;
        desk.atHub("POST " + pull + "/reviews", "{\"event\":\"APPROVE\",\"body\":\"Good.\"}");
        try (var chromium = new Chromium();
                Tab tab = chromium.tab();
                Tab phone = chromium.phone()) {
            phone.signIn(people.ownerLink());
            tab.signIn(people.ownerLink());
            String name = desk.fleet().agent(agent).path("name").asText();
            tab.page().navigate(people.base() + "/agents/" + name);
            JsonNode seen = seen(agent, 2, "approved");
            assertEquals("open", seen.path("state").asText(), seen::toString);
            assertEquals("failed", seen.path("checks").asText(), seen::toString);
            assertEquals("approved", seen.path("review").asText(), seen::toString);
            told(tab, phone, agent, number, "open, checks failed, approved");
            desk.atHub("PUT " + pull + "/merge", "{}");
            seen = seen(agent, 65, "merged");
            assertEquals("merged", seen.path("state").asText(), seen::toString);
            told(tab, phone, agent, number, "merged");
        }
    }

    /** Nobody calls for a round here: the service's own timer does, once a minute. */
    @Tag("long")
    @Test
    void that_it_is_merged_is_told_by_the_service_itself() throws Exception {
        String agent = desk.started("echo a > a");
        branchAtTheApi(desk.branch(agent));
        int number = desk.published(agent, Map.of()).at("/pull/number").asInt();
        desk.atHub("PUT /repos/%s/pulls/%d/merge".formatted(desk.name, number), "{}");
        Eventually.get(
                "that it is merged, in the log",
                Duration.ofMinutes(3),
                () -> desk.fleet().events(agent, "pull.changed"),
                told ->
                        told.stream()
                                .anyMatch(
                                        one -> one.at("/payload/state").asText().equals("merged")));
        assertEquals("merged", desk.fleet().agent(agent).at("/pull/state").asText());
    }

    /** On its page and in its row, which nobody opens anew. */
    private static void told(Tab tab, Tab phone, String agent, int number, String standing) {
        assertThat(tab.page().locator(".agent-head"))
                .containsText("Pull request #%d, %s".formatted(number, standing), LONG);
        assertThat(phone.page().locator("li.row[data-agent='%s']".formatted(agent)))
                .containsText("#%d %s".formatted(number, standing), LONG);
        assertEquals(0, phone.pixelsBeyondTheEdge());
    }

    /** The pull request of another test, whose host is gone, may end a round early. */
    private JsonNode seen(String agent, int minutes, String news) {
        JsonNode pull = desk.fleet().agent(agent).path("pull");
        for (int m = minutes; m < minutes + 20 && !pull.toString().contains(news); m += 2) {
            sweep.round(clock.instant().plus(Duration.ofMinutes(m)));
            pull = desk.fleet().agent(agent).path("pull");
        }
        return pull;
    }

    /** Emulate knows nothing of what git pushes: the branch is made there by itself, too. */
    private String branchAtTheApi(String branch) {
        String repository = "/repos/" + desk.name;
        String main =
                desk.atHub("GET " + repository + "/branches/main", "").at("/commit/sha").asText();
        String tree =
                desk.atHub("GET " + repository + "/git/commits/" + main, "")
                        .at("/tree/sha")
                        .asText();
        String commit =
                desk.atHub(
                                "POST " + repository + "/git/commits",
                                "{\"message\":\"work\",\"tree\":\"%s\",\"parents\":[\"%s\"]}"
                                        .formatted(tree, main))
                        .path("sha")
                        .asText();
        desk.atHub(
                "POST " + repository + "/git/refs",
                "{\"ref\":\"refs/heads/%s\",\"sha\":\"%s\"}".formatted(branch, commit));
        return commit;
    }
}
