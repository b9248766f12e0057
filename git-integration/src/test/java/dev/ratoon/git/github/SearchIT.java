package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Repositories and branches while somebody types, and how often GitHub is asked for that. */
class SearchIT {
    private static final String FIRST = "/user/repos?per_page=100&type=all";

    private static final String BRANCHES = "/repos/octocat/old/branches?per_page=100";

    private final TestTime time = new TestTime();
    private GitHubFake github;
    private GitHubAccount account;

    @BeforeEach
    void start() throws Exception {
        github = new GitHubFake();
        github.at("/user", Reply.octocat().with("X-OAuth-Scopes", "repo"));
        repositories(
                Reply.repository("octocat/old", "2020-01-01T00:00:00Z"),
                Reply.repository("acme/payments", "2026-01-01T00:00:00Z"));
        account = new GitHubAccount(GitHubSettings.of(github.api()), "ghp_secret", time);
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void whatWasPushedToLastIsFirst() {
        assertEquals(List.of("acme/payments", "octocat/old"), found(""));
    }

    @Test
    void typingOnAsksGitHubNothing() {
        found("p");
        int asked = github.asked.size();
        assertEquals(List.of("acme/payments"), found("pay"));
        assertEquals(asked, github.asked.size());
    }

    @Test
    void afterAMinuteGitHubSaysThatNothingChangedAndSendsNothing() {
        found("");
        github.asked.clear();
        time.pass(Duration.ofMinutes(2));
        assertEquals(2, found("").size());
        assertEquals(List.of("GET /user 304", "GET " + FIRST + " 304"), github.asked);
    }

    @Test
    void whatIsNewIsFoundAfterAMinute() {
        found("");
        repositories(Reply.repository("octocat/new", "2026-02-01T00:00:00Z"));
        time.pass(Duration.ofMinutes(2));
        assertEquals(List.of("octocat/new"), found(""));
    }

    @Test
    void tenWhoTypeAtOnceAskOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<List<String>>>();
            for (int i = 0; i < 10; i++) {
                all.add(threads.submit(() -> found("old")));
            }
            for (var one : all) {
                assertEquals(List.of("octocat/old"), one.get());
            }
        }
        assertEquals(1, github.asked.stream().filter(line -> line.contains(FIRST)).count());
    }

    @Test
    void oneThatIsTypedInFullIsAskedForByItsName() {
        github.at(
                "/repos/debian/apt",
                Reply.ok(Reply.repository("debian/apt", "2026-01-01T00:00:00Z")));
        assertEquals(List.of("debian/apt"), found("debian/apt"));
        assertEquals(List.of(), found("debian/none"));
    }

    @Test
    void whatOrganisationsKeepBackIsSaid() {
        github.at(
                FIRST,
                Reply.ok("[]").with("X-GitHub-SSO", "partial-results; organizations=21955855"));
        assertTrue(EmulateIT.with(account.repositories("", 5)).leftOut());
    }

    /** https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
    @Test
    void aNextPageElsewhereIsNotAskedFor() throws Exception {
        try (GitHubFake other = new GitHubFake()) {
            github.at(
                    FIRST,
                    Reply.ok("[" + Reply.repository("a/b", "2026-01-01T00:00:00Z") + "]")
                            .with("Link", "<" + other.url() + "/page2>; rel=\"next\""));
            assertInstanceOf(Trouble.Strange.class, TokenIT.not(account.repositories("", 5)));
            assertEquals(List.of(), other.tokens);
        }
    }

    @Test
    void aRedirectElsewhereIsNotFollowed() throws Exception {
        try (GitHubFake other = new GitHubFake()) {
            github.at(FIRST, new Reply(302, Map.of("Location", other.url() + "/steal"), ""));
            Trouble trouble = TokenIT.not(account.repositories("", 5));
            assertTrue(trouble.what().contains("it sends us to localhost:"), trouble::what);
            assertEquals(List.of(), other.tokens);
        }
    }

    /** As after a repository was renamed. */
    @Test
    void aRedirectAtTheSameHostIsFollowed() {
        github.at(
                        "/repos/octocat/older",
                        new Reply(301, Map.of("Location", github.url() + "/repositories/7"), ""))
                .at(
                        "/repositories/7",
                        Reply.ok(Reply.repository("octocat/newer", "2026-01-01T00:00:00Z")));
        assertEquals(List.of("octocat/newer"), found("octocat/older"));
    }

    @Test
    void branchesComeWithTheDefaultOneFirstAndAreNarrowed() {
        someBranches();
        assertEquals(List.of("main", "a-fix", "fix/b"), branches(""));
        assertEquals(2, github.asked.size(), github.asked::toString);
        assertEquals(List.of("fix/b", "a-fix"), branches("fix"));
    }

    @Test
    void afterAMinuteGitHubSaysThatNoBranchChangedAndSendsNothing() {
        someBranches();
        branches("");
        github.asked.clear();
        assertEquals(3, branches("").size());
        assertEquals(List.of(), github.asked);
        time.pass(Duration.ofMinutes(2));
        assertEquals(3, branches("").size());
        assertEquals(
                List.of("GET /repos/octocat/old 304", "GET " + BRANCHES + " 304"), github.asked);
    }

    private void someBranches() {
        github.at(
                        "/repos/octocat/old",
                        Reply.ok(Reply.repository("octocat/old", "2026-01-01T00:00:00Z")))
                .at(
                        BRANCHES,
                        Reply.ok(
                                "["
                                        + String.join(
                                                ",",
                                                Reply.branch("a-fix"),
                                                Reply.branch("main"),
                                                Reply.branch("fix/b"))
                                        + "]"));
    }

    @Test
    void whatIsNoNameOfARepositoryIsNotAskedFor() {
        for (String name :
                List.of("octocat", "a/../../user", "../user", "a/b?c=d", "a/..", "--x/y z")) {
            assertInstanceOf(Trouble.NotFound.class, TokenIT.not(account.branches(name, "", 5)));
        }
        assertFalse(github.asked.stream().anyMatch(line -> line.contains("branches")));
    }

    private void repositories(String... some) {
        github.at(FIRST, Reply.ok("[" + String.join(",", some) + "]"));
    }

    private List<String> found(String typed) {
        return EmulateIT.with(account.repositories(typed, 50)).items().stream()
                .map(Repository::name)
                .toList();
    }

    private List<String> branches(String typed) {
        return EmulateIT.with(account.branches("octocat/old", typed, 50)).items().stream()
                .map(Branch::name)
                .toList();
    }
}
