package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ratoon.git.github.PullState.Checks;
import dev.ratoon.git.github.PullState.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a pull request stands, as it is asked every minute. */
class PullStateIT {
    private static final String PULL = "/repos/octocat/a/pulls/7";
    private static final String COMMIT =
            "/repos/octocat/a/commits/c5b97d5ae6c19d5c5df71a34c7fbeeda2479ccbc";
    private static final String REVIEWS = PULL + "/reviews?per_page=100";
    private static final String RUNS = COMMIT + "/check-runs?per_page=100";
    private static final String STATUSES = COMMIT + "/status?per_page=100";

    private GitHubFake github;
    private GitHubAccount account;

    @BeforeEach
    void start() throws Exception {
        github = new GitHubFake();
        github.at(PULL, Reply.ok(Reply.pull(7, "open", false, "")))
                .at(REVIEWS, Reply.ok("[]"))
                .at(RUNS, Reply.ok(runs("success")))
                .at(STATUSES, Reply.ok(statuses()));
        account = new GitHubAccount(GitHubSettings.of(github.api()), "ghp_secret", new TestTime());
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void whatDidNotChangeCountsAgainstNoLimit() {
        PullState before = state();
        github.asked.clear();
        assertEquals(before, state());
        assertEquals(
                List.of(
                        "GET " + PULL + " 304",
                        "GET " + REVIEWS + " 304",
                        "GET " + RUNS + " 304",
                        "GET " + STATUSES + " 304"),
                github.asked);
    }

    /**
     * https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request: null while it is worked out
     */
    @Test
    void whetherItMergesIsEmptyUntilGitHubKnows() {
        assertEquals(Optional.empty(), state().mergeable());
        github.at(
                PULL,
                Reply.ok(
                        Reply.pull(7, "open", false, "")
                                .replace("\"mergeable\":null", "\"mergeable\":false")));
        assertEquals(Optional.of(false), state().mergeable());
    }

    /** https://docs.github.com/en/rest/checks/runs and /en/rest/commits/statuses */
    @Test
    void checksAndStatusesAreCounted() {
        github.at(
                        RUNS,
                        Reply.ok(
                                runs(
                                        "success",
                                        "neutral",
                                        "skipped",
                                        "failure",
                                        "cancelled",
                                        "timed_out",
                                        "action_required",
                                        "stale",
                                        "")))
                .at(STATUSES, Reply.ok(statuses("success", "pending", "failure", "error")));
        assertEquals(Optional.of(new Checks(4, 6, 3)), state().checks());
    }

    @Test
    void moreChecksThanFitOnAPageAreAllCounted() {
        String[] all = IntStream.range(0, 100).mapToObj(n -> "success").toArray(String[]::new);
        github.at(RUNS, Reply.ok(runs(all)))
                .at(COMMIT + "/check-runs?page=2&per_page=100", Reply.ok(runs("failure")));
        assertEquals(Optional.of(new Checks(100, 1, 0)), state().checks());
    }

    /** Fine-grained tokens may be kept from checks, from statuses, or from both. */
    @Test
    void checksThatTheTokenMayNotReadAreUnknownAndNothingElseIs() {
        Reply kept = Reply.refused(403, "Resource not accessible by personal access token");
        github.at(RUNS, kept).at(STATUSES, Reply.ok(statuses("success")));
        assertEquals(Optional.of(new Checks(1, 0, 0)), state().checks());
        github.at(STATUSES, kept);
        assertEquals(Optional.empty(), state().checks());
        assertEquals(PullStatus.OPEN, state().status());
    }

    /** https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request */
    @Test
    void theLastWordOfEachWhoBelongsThereCounts() {
        reviews(review("a", "MEMBER", "APPROVED"), review("x", "NONE", "CHANGES_REQUESTED"));
        assertEquals(Verdict.APPROVED, state().verdict());
        reviews(
                review("a", "OWNER", "CHANGES_REQUESTED"),
                review("a", "OWNER", "COMMENTED"),
                review("b", "COLLABORATOR", "APPROVED"));
        assertEquals(Verdict.CHANGES_REQUESTED, state().verdict());
        reviews(
                review("a", "OWNER", "CHANGES_REQUESTED"),
                review("a", "OWNER", "DISMISSED"),
                review("x", "CONTRIBUTOR", "APPROVED"));
        assertEquals(Verdict.NONE, state().verdict());
    }

    @Test
    void oneThatIsMergedIsAskedForOnce() {
        github.at(
                PULL,
                Reply.ok(
                        Reply.pull(7, "closed", false, "")
                                .replace(
                                        "\"merged_at\":null",
                                        "\"merged_at\":\"2026-01-26T19:01:12Z\"")));
        assertEquals(PullStatus.MERGED, state().status());
        assertEquals(List.of("GET " + PULL + " 200"), github.asked);
    }

    @Test
    void whatIsNoPullRequestIsSaid() {
        github.at(PULL, Reply.ok("[]"));
        assertInstanceOf(Trouble.Strange.class, TokenIT.not(account.state("octocat/a", 7)));
    }

    private PullState state() {
        return EmulateIT.with(account.state("octocat/a", 7));
    }

    private void reviews(String... all) {
        github.at(REVIEWS, Reply.ok("[" + String.join(",", all) + "]"));
    }

    private static String review(String by, String belonging, String state) {
        return "{\"user\":{\"login\":\"%s\"},\"author_association\":\"%s\",\"state\":\"%s\"}"
                .formatted(by, belonging, state);
    }

    /** What runs still has no conclusion. */
    private static String runs(String... conclusions) {
        return "{\"total_count\":%d,\"check_runs\":[%s]}"
                .formatted(
                        conclusions.length,
                        List.of(conclusions).stream()
                                .map(
                                        one ->
                                                one.isEmpty()
                                                        ? "{\"status\":\"queued\",\"conclusion\":null}"
                                                        : "{\"status\":\"completed\",\"conclusion\":\""
                                                                + one
                                                                + "\"}")
                                .collect(Collectors.joining(",")));
    }

    private static String statuses(String... states) {
        return "{\"state\":\"pending\",\"statuses\":[%s]}"
                .formatted(
                        List.of(states).stream()
                                .map("{\"state\":\"%s\"}"::formatted)
                                .collect(Collectors.joining(",")));
    }
}
