package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What GitHub says to pull requests and {@code emulate} does not:
 * https://docs.github.com/en/rest/pulls/pulls
 */
class PullsIT {
    private static final String LIST = "GET /repos/octocat/a/pulls?head=octocat%3Afix&state=open";
    private static final String OPEN = "POST /repos/octocat/a/pulls";
    private static final String SEVEN = "/repos/octocat/a/pulls/7";

    private final TestTime time = new TestTime();
    private GitHubFake github;
    private GitHubAccount account;

    @BeforeEach
    void start() throws Exception {
        github = new GitHubFake();
        github.at(
                        "/repos/octocat/a",
                        Reply.ok(Reply.repository("octocat/a", "2026-01-01T00:00:00Z")))
                .on(LIST, Reply.ok("[]"));
        account = new GitHubAccount(GitHubSettings.of(github.api()), "ghp_secret", time);
    }

    @AfterEach
    void stop() {
        github.close();
    }

    /** The words: https://github.com/google/go-github/issues/1441 */
    @Test
    void theOneThatSomebodyElseOpensMeanwhileIsFound() {
        github.on(LIST, Reply.ok("[]"), Reply.ok("[" + open(7, false) + "]"))
                .on(
                        OPEN,
                        Reply.invalid(
                                "{\"resource\":\"PullRequest\",\"code\":\"custom\",\"message\":\"A"
                                        + " pull request already exists for octocat:fix.\"}"))
                .on("GET " + SEVEN, Reply.ok(open(7, false)));
        Pull found = opened(order(false));
        assertEquals(7, found.number());
        assertFalse(found.isNew());
    }

    @Test
    void theOneWhoseAnswerWasLostIsFoundAndNoSecondOneIsOpened() {
        github.on(OPEN, Reply.refused(502, "Bad Gateway"));
        assertInstanceOf(
                Trouble.Unreachable.class,
                TokenIT.not(account.openOrFind("octocat/a", order(false))));
        github.on(LIST, Reply.ok("[" + open(7, false) + "]"))
                .on("GET " + SEVEN, Reply.ok(open(7, false)));
        assertEquals(7, opened(order(false)).number());
        assertEquals(1, opens());
    }

    @Test
    void theOnlyOneOfABranchIsFoundWhateverItsBaseIs() {
        github.on(LIST, Reply.ok("[" + into("next", 7) + "]"))
                .on("GET " + SEVEN, Reply.ok(into("next", 7)));
        Pull found = opened(order(false));
        assertFalse(found.isNew());
        assertEquals("next", found.base());
    }

    @Test
    void ofSeveralTheOneWithTheSameBaseIsFoundAndNoneIsGuessed() {
        github.on(
                        LIST,
                        Reply.ok("[" + into("next", 6) + "," + into("main", 7) + "]"),
                        Reply.ok("[" + into("next", 6) + "," + into("old", 7) + "]"))
                .on(OPEN, Reply.created(open(8, false)));
        assertEquals(7, opened(order(false)).number());
        assertEquals(8, opened(order(false)).number());
    }

    /** The words: https://github.com/SWE-agent/SWE-agent/issues/179 */
    @Test
    void whereThereAreNoDraftsItIsOpenedReadyAndSaidSo() throws Exception {
        github.on(
                OPEN,
                Reply.refused(422, "Draft pull requests are not supported in this repository."),
                Reply.created(open(7, false)));
        Pull opened = opened(order(true));
        assertEquals(PullStatus.OPEN, opened.status());
        assertEquals(
                List.of("It is ready for review: this repository has no drafts."), opened.notes());
        assertTrue(sent(0).path("draft").asBoolean());
        assertFalse(sent(1).path("draft").asBoolean());
    }

    @Test
    void labelsThatTheTokenMayNotGiveAreSaidAndStopNothing() {
        github.on(OPEN, Reply.created(open(7, false)))
                .on(
                        "POST /repos/octocat/a/issues/7/labels",
                        Reply.refused(403, "Resource not accessible by personal access token"));
        Pull opened =
                opened(new PullOrder("octocat/a", "fix", "main", "t", "b", false, List.of("wood")));
        assertTrue(opened.isNew());
        String note = opened.notes().getFirst();
        assertTrue(note.startsWith("Not labelled wood: "), note);
        assertTrue(note.contains("Resource not accessible"), note);
    }

    @Test
    void maintainersMayChangeWhatComesFromAFork() throws Exception {
        github.at("/repos/acme/a", Reply.ok(Reply.repository("acme/a", "2026-01-01T00:00:00Z")))
                .on(LIST.replace("octocat/a", "acme/a"), Reply.ok("[]"))
                .on("POST /repos/acme/a/pulls", Reply.created(open(7, false)))
                .on(OPEN, Reply.created(open(8, false)));
        EmulateIT.with(account.openOrFind("acme/a", order(false)));
        assertTrue(sent(0).path("maintainer_can_modify").asBoolean());
        assertEquals("octocat:fix", sent(0).path("head").asText());
        opened(order(false));
        assertFalse(sent(1).path("maintainer_can_modify").asBoolean());
    }

    /** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
    @Test
    void whatGitHubDoesNotTakeIsSaidInItsWords() {
        github.on(
                OPEN,
                Reply.invalid(
                        "{\"resource\":\"PullRequest\",\"field\":\"base\",\"code\":\"invalid\"}"));
        Trouble trouble = TokenIT.not(account.openOrFind("octocat/a", order(false)));
        assertInstanceOf(Trouble.NotTaken.class, trouble);
        assertTrue(trouble.what().endsWith("Validation Failed: base invalid."), trouble::what);
        github.on(
                OPEN,
                Reply.invalid(
                        "{\"resource\":\"PullRequest\",\"code\":\"custom\",\"message\":\"No commits"
                                + " between main and fix\"}"));
        Trouble nothing = TokenIT.not(account.openOrFind("octocat/a", order(false)));
        assertTrue(nothing.what().endsWith("No commits between main and fix."), nothing::what);
    }

    @Test
    void aTokenThatMayNotOpenOneIsToldWhatItLacks() {
        github.on(
                OPEN,
                Reply.refused(403, "Resource not accessible by personal access token")
                        .with("X-Accepted-GitHub-Permissions", "pull_requests=write"));
        Trouble trouble = TokenIT.not(account.openOrFind("octocat/a", order(false)));
        assertTrue(trouble.nextStep().contains("pull_requests=write"), trouble::nextStep);
    }

    /** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
    @Test
    void whereTheHourIsUsedUpWhenItIsOpenedItSaysWhenAndIsOpenedThen() {
        github.on(
                OPEN,
                Reply.refused(403, "API rate limit exceeded for user ID 1.")
                        .with("X-RateLimit-Remaining", "0"),
                Reply.created(open(7, false)));
        var later = later(account.openOrFind("octocat/a", order(false)));
        assertFalse(later.secondary());
        assertEquals(GitHubFake.RESET, later.until());
        assertTrue(later.nextStep().contains("at 2026-03-01T11:00:00Z"), later::nextStep);
        time.pass(Duration.ofMinutes(61));
        assertTrue(opened(order(false)).isNew());
        assertEquals(2, opens());
    }

    @Test
    void whereTooMuchWasAskedAtOnceItSaysWhenAndNothingIsAskedBefore() {
        github.on(
                OPEN,
                Reply.refused(429, "You have exceeded a secondary rate limit.")
                        .with("Retry-After", "90"),
                Reply.created(open(7, false)));
        var later = later(account.openOrFind("octocat/a", order(false)));
        assertTrue(later.secondary());
        assertTrue(later.nextStep().contains("in 90 s, at 2026-03-01T10:01:30Z"), later::nextStep);
        time.pass(Duration.ofSeconds(80));
        assertEquals(later.until(), later(account.openOrFind("octocat/a", order(false))).until());
        assertEquals(1, opens());
        time.pass(Duration.ofSeconds(11));
        assertTrue(opened(order(false)).isNew());
        assertEquals(2, opens());
    }

    @Test
    void aTokenThatIsRevokedBeforeItIsOpenedIsToldToBeMadeAnew() {
        github.on(OPEN, Reply.refused(401, "Bad credentials"));
        Trouble trouble = TokenIT.not(account.openOrFind("octocat/a", order(false)));
        assertInstanceOf(Trouble.TokenRefused.class, trouble);
        assertTrue(trouble.nextStep().contains("ratoon github connect"), trouble::nextStep);
    }

    private static Trouble.AskLater later(Answered<Pull> answered) {
        return assertInstanceOf(Trouble.AskLater.class, TokenIT.not(answered));
    }

    private long opens() {
        return github.asked.stream().filter(line -> line.startsWith(OPEN)).count();
    }

    /** https://docs.github.com/en/graphql/reference/mutations#markpullrequestreadyforreview */
    @Test
    void aDraftIsMadeReadyAndAReadyOneADraft() throws Exception {
        github.on("GET " + SEVEN, Reply.ok(open(7, true)), Reply.ok(open(7, false)))
                .on("POST /graphql", Reply.ok("{\"data\":{}}"));
        assertEquals(PullStatus.OPEN, updated(drafted(false)).status());
        assertTrue(sent(0).path("query").asText().contains("markPullRequestReadyForReview"));
        assertEquals("PR_7", sent(0).path("variables").path("id").asText());
        github.on("GET " + SEVEN, Reply.ok(open(7, false)), Reply.ok(open(7, true)));
        assertEquals(PullStatus.DRAFT, updated(drafted(true)).status());
        assertTrue(sent(1).path("query").asText().contains("convertPullRequestToDraft"));
    }

    /**
     * https://docs.github.com/en/graphql/guides/forming-calls-with-graphql: errors come with 200
     */
    @Test
    void whatCannotBeADraftStaysReadyAndIsSaidSo() {
        github.at(SEVEN, Reply.ok(open(7, false)))
                .on(
                        "POST /graphql",
                        Reply.ok(
                                "{\"data\":{\"convertPullRequestToDraft\":null},\"errors\":[{"
                                        + "\"type\":\"UNPROCESSABLE\",\"message\":\"Draft pull"
                                        + " requests are not supported in this repository.\"}]}"));
        assertEquals(
                List.of(
                        "It stays ready: Draft pull requests are not supported in this"
                                + " repository."),
                updated(drafted(true)).notes());
    }

    @Test
    void aDescriptionThatPeopleWroteAnewStaysAndIsSaidSo() {
        github.at(SEVEN, Reply.ok(open(7, false)));
        Pull updated =
                updated(
                        new PullChange(
                                Optional.of("Title"),
                                Optional.of("More."),
                                Optional.of("main"),
                                Optional.of(false),
                                List.of()));
        assertEquals(
                List.of("Its description was changed at GitHub, and stays as it is there."),
                updated.notes());
        assertEquals(List.of(), github.sent);
    }

    @Test
    void whatIsAsItIsToBeIsNotSent() {
        github.at(SEVEN, Reply.ok(Reply.pull(7, "open", false, Marks.around("Done."))));
        Pull updated =
                updated(
                        new PullChange(
                                Optional.of("Title"),
                                Optional.of("Done."),
                                Optional.of("main"),
                                Optional.of(false),
                                List.of()));
        assertEquals(List.of(), updated.notes());
        assertEquals(List.of(), github.sent);
    }

    /** https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api */
    @Test
    void whereARepositoryHasMovedToIsWhereItIsOpened() throws Exception {
        github.at("/repos/octocat/a", new Reply(301, Map.of("Location", "/repositories/1"), "{}"))
                .at("/repositories/1", Reply.ok(Reply.repository("acme/b", "2026-01-01T00:00:00Z")))
                .on("GET /repos/acme/b/pulls?head=acme%3Afix&state=open", Reply.ok("[]"))
                .on("POST /repos/acme/b/pulls", Reply.created(open(7, false)));
        assertTrue(opened(order(false)).isNew());
        assertEquals("acme:fix", sent(0).path("head").asText());
        assertFalse(sent(0).path("maintainer_can_modify").asBoolean());
    }

    @Test
    void whatIsNoPullRequestIsSaid() {
        github.on(LIST, Reply.ok("[{}]")).at(SEVEN, Reply.ok("{\"number\":7}"));
        assertInstanceOf(
                Trouble.Strange.class, TokenIT.not(account.openOrFind("octocat/a", order(false))));
        assertInstanceOf(
                Trouble.Strange.class, TokenIT.not(account.update("octocat/a", 7, drafted(false))));
    }

    @Test
    void whatIsNoNameOfARepositoryIsNotAskedFor() {
        PullOrder odd = new PullOrder("../a", "fix", "main", "t", "b", false, List.of());
        assertInstanceOf(Trouble.NotFound.class, TokenIT.not(account.openOrFind("octocat/a", odd)));
        assertInstanceOf(Trouble.NotFound.class, TokenIT.not(account.state("a/b?c=d", 1)));
        assertInstanceOf(Trouble.NotFound.class, TokenIT.not(account.rights("octocat")));
        assertInstanceOf(Trouble.NotFound.class, TokenIT.not(account.fork("a/..")));
        assertEquals(List.of(), github.asked);
    }

    private Pull opened(PullOrder order) {
        return EmulateIT.with(account.openOrFind("octocat/a", order));
    }

    private Pull updated(PullChange change) {
        return EmulateIT.with(account.update("octocat/a", 7, change));
    }

    private JsonNode sent(int n) throws Exception {
        return new ObjectMapper().readTree(github.sent.get(n));
    }

    private static PullOrder order(boolean draft) {
        return new PullOrder("octocat/a", "fix", "main", "Title", "Done.", draft, List.of());
    }

    private static PullChange drafted(boolean draft) {
        return new PullChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(draft),
                List.of());
    }

    private static String into(String base, int number) {
        return open(number, false).replace("\"ref\":\"main\"", "\"ref\":\"" + base + "\"");
    }

    private static String open(int number, boolean draft) {
        return Reply.pull(number, "open", draft, "Written by somebody.");
    }
}
