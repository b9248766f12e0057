package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * GitHub's limits, as they are documented:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
class RateLimitsIT {
    private final TestTime time = new TestTime();
    private GitHubFake github;
    private GitHubAccount account;

    @BeforeEach
    void start() throws Exception {
        github = new GitHubFake();
        account = new GitHubAccount(GitHubSettings.of(github.api()), "ghp_secret", time);
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void whatIsLeftIsKnown() {
        github.at("/user", scoped());
        account.me();
        assertEquals(
                new RateLimit(5000, 4321, GitHubFake.RESET), account.rateLimit().orElseThrow());
    }

    @Test
    void withNothingLeftNothingIsAskedUntilTheReset() {
        github.at(
                "/user",
                Reply.refused(403, "API rate limit exceeded for user ID 1.")
                        .with("X-RateLimit-Remaining", "0"));
        var later = assertInstanceOf(Trouble.AskLater.class, TokenIT.not(account.me()));
        assertEquals(GitHubFake.RESET, later.until());
        assertFalse(later.secondary());
        github.at("/user", scoped());
        time.pass(Duration.ofMinutes(59));
        assertInstanceOf(Trouble.AskLater.class, TokenIT.not(account.me()));
        assertEquals(1, github.asked.size());
        time.pass(Duration.ofMinutes(2));
        assertEquals("octocat", EmulateIT.with(account.me()).login());
    }

    @Test
    void theLastAnswerThatIsLeftIsUsedAndNoMoreAreAsked() {
        github.at("/user", scoped().with("X-RateLimit-Remaining", "0"));
        assertEquals("octocat", EmulateIT.with(account.me()).login());
        assertInstanceOf(Trouble.AskLater.class, TokenIT.not(account.me()));
        assertEquals(1, github.asked.size());
    }

    @Test
    void aSecondaryLimitIsKeptForAsLongAsItSays() {
        github.at("/user", Reply.refused(429, "Slow down").with("Retry-After", "90"));
        var later = assertInstanceOf(Trouble.AskLater.class, TokenIT.not(account.me()));
        assertTrue(later.secondary());
        assertEquals(time.instant().plusSeconds(90), later.until());
        assertTrue(later.nextStep().contains("in 90 s, at 2026-03-01T10:01:30Z"), later::nextStep);
        time.pass(Duration.ofSeconds(89));
        account.me();
        assertEquals(1, github.asked.size());
    }

    @Test
    void aSecondaryLimitThatNamesNoTimeIsKeptForAMinute() {
        github.at("/user", Reply.refused(403, "You have exceeded a secondary rate limit."));
        var later = assertInstanceOf(Trouble.AskLater.class, TokenIT.not(account.me()));
        assertEquals(time.instant().plusSeconds(60), later.until());
    }

    @Test
    void aTimeThatNobodyMeansIsADayAtMost() {
        github.at("/user", Reply.refused(429, "Slow down").with("Retry-After", "9999999999"));
        var later = assertInstanceOf(Trouble.AskLater.class, TokenIT.not(account.me()));
        assertEquals(time.instant().plus(Duration.ofDays(1)), later.until());
    }

    @Test
    void whileItMayNotBeAskedWhatIsKnownIsShownAsOldAndWhySo() {
        github.at("/user", scoped())
                .at(
                        "/user/repos?per_page=100&type=all",
                        Reply.ok(
                                "[" + Reply.repository("octocat/a", "2026-01-01T00:00:00Z") + "]"));
        account.repositories("", 5);
        time.pass(Duration.ofMinutes(2));
        github.at("/user", Reply.refused(429, "Slow down").with("Retry-After", "90"));
        Found<Repository> old = EmulateIT.with(account.repositories("", 5));
        assertEquals(1, old.items().size());
        assertInstanceOf(Trouble.AskLater.class, old.stale().orElseThrow());
    }

    @Test
    void ofARevokedTokenNothingIsShownAnyMore() {
        github.at("/user", scoped())
                .at(
                        "/user/repos?per_page=100&type=all",
                        Reply.ok(
                                "[" + Reply.repository("octocat/a", "2026-01-01T00:00:00Z") + "]"));
        account.repositories("", 5);
        time.pass(Duration.ofMinutes(2));
        github.at("/user", Reply.refused(401, "Bad credentials"));
        assertInstanceOf(Trouble.TokenRefused.class, TokenIT.not(account.repositories("", 5)));
        assertInstanceOf(Trouble.TokenRefused.class, TokenIT.not(account.repositories("", 5)));
    }

    private static Reply scoped() {
        return Reply.octocat().with("X-OAuth-Scopes", "repo");
    }
}
