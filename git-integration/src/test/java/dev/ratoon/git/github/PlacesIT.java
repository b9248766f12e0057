package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user may do with a repository, and the fork that helps out. */
class PlacesIT {
    private static final String READY = "GET /repos/octocat/a/branches/trunk";
    private static final String MAKE = "POST /repos/acme/a/forks";

    private GitHubFake github;
    private GitHubAccount account;

    @BeforeEach
    void start() throws Exception {
        github = new GitHubFake();
        github.at("/user", Reply.octocat()).at("/repos/acme/a", acme(""));
        account =
                new GitHubAccount(
                        GitHubSettings.of(github.api())
                                .withTimes(
                                        Duration.ofMinutes(1),
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(6)),
                        "ghp_secret",
                        new TestTime());
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void whoMayOnlyReadIsSaidSoAndOpensPullRequestsFromAFork() {
        Rights rights = rights();
        assertEquals(Optional.of("You may only read it."), rights.noPush());
        assertTrue(rights.mayOpenPulls() && rights.mayFork());
        assertEquals("trunk", rights.defaultBranch());
        assertEquals("https://github.com/acme/a.git", rights.address());
    }

    @Test
    void whatIsArchivedTakesNothing() {
        github.at("/repos/acme/a", acme("\"archived\":true,\"permissions\":{\"push\":true}"));
        Rights rights = rights();
        assertTrue(rights.isArchived());
        assertFalse(rights.mayPush() || rights.mayOpenPulls());
    }

    /** The fields: https://github.com/google/go-github/issues/4267 */
    @Test
    void whoMayOpenPullRequestsIsSaid() {
        github.at("/repos/acme/a", acme("\"has_pull_requests\":false"));
        assertEquals(Optional.of("Pull requests are turned off there."), rights().noPulls());
        github.at("/repos/acme/a", acme("\"pull_request_creation_policy\":\"collaborators_only\""));
        assertEquals(
                Optional.of("Only its collaborators open pull requests there."),
                rights().noPulls());
        github.at(
                "/repos/acme/a",
                acme(
                        "\"pull_request_creation_policy\":\"collaborators_only\",\"permissions\":{"
                                + "\"push\":true}"));
        assertTrue(rights().mayOpenPulls());
    }

    @Test
    void aPrivateOneIsForkedOnlyWhereThatIsAllowed() {
        github.at("/repos/acme/a", acme("\"private\":true,\"allow_forking\":false"));
        assertEquals(Optional.of("Its owner allows no forks of it."), rights().noFork());
        github.at("/repos/acme/a", acme("\"private\":true,\"allow_forking\":true"));
        assertTrue(rights().mayFork());
    }

    @Test
    void aScopeThatIsWantingIsSaid() {
        github.at("/repos/acme/a", writable("").with("X-OAuth-Scopes", "gist"));
        assertEquals(Optional.of("The token lacks the scope repo."), rights().noPush());
        assertFalse(rights().mayOpenPulls() || rights().mayFork());
        github.at("/repos/acme/a", writable("").with("X-OAuth-Scopes", "public_repo"));
        assertTrue(rights().mayPush());
        github.at(
                "/repos/acme/a",
                writable(",\"private\":true").with("X-OAuth-Scopes", "public_repo"));
        assertFalse(rights().mayPush());
    }

    @Test
    void whatItIsAForkOfIsSaid() {
        github.at("/repos/acme/a", acme("\"fork\":true,\"parent\":{\"full_name\":\"other/a\"}"));
        assertEquals(Optional.of("other/a"), rights().forkOf());
    }

    @Test
    void aForkThatIsThereIsFoundAndNoneIsMade() {
        github.at("/repos/octocat/a", Reply.ok(fork("a", "acme/a"))).on(READY, branch());
        assertEquals(new Fork("octocat/a", "https://github.com/octocat/a.git", true), with());
        assertFalse(github.asked.stream().anyMatch(line -> line.startsWith("POST")));
    }

    @Test
    void aRepositoryThatOnlyHasTheNameIsNotTheFork() {
        github.at("/repos/octocat/a", Reply.ok(fork("a", "somebody/a")))
                .on(MAKE, new Reply(202, Map.of(), fork("a-1", "acme/a")))
                .on("GET /repos/octocat/a-1/branches/trunk", branch());
        assertEquals("octocat/a-1", with().name());
    }

    /** https://docs.github.com/en/rest/repos/forks#create-a-fork */
    @Test
    void aForkThatIsBeingMadeIsAwaited() {
        github.on(MAKE, new Reply(202, Map.of(), fork("a", "acme/a")))
                .on(
                        READY,
                        Reply.refused(404, "Not Found"),
                        Reply.refused(404, "Branch not found"),
                        branch());
        assertTrue(with().isReady());
        assertEquals(List.of("{\"default_branch_only\":true}"), github.sent);
    }

    @Test
    void oneThatTakesLongerIsSaidToBeInTheMaking() {
        github.on(MAKE, new Reply(202, Map.of(), fork("a", "acme/a")));
        assertEquals(new Fork("octocat/a", "https://github.com/octocat/a.git", false), with());
    }

    @Test
    void whatCannotBeForkedIsSaidInGitHubsWords() {
        github.on(
                MAKE,
                Reply.refused(
                        403,
                        "The repository exists, but it contains no Git content. Empty"
                                + " repositories cannot be forked."));
        Trouble trouble = TokenIT.not(account.fork("acme/a"));
        assertInstanceOf(Trouble.NotAllowed.class, trouble);
        assertTrue(trouble.what().contains("cannot be forked"), trouble::what);
    }

    private Rights rights() {
        return EmulateIT.with(account.rights("acme/a"));
    }

    private Fork with() {
        return EmulateIT.with(account.fork("acme/a"));
    }

    /** https://docs.github.com/en/rest/repos/repos#get-a-repository */
    private static Reply acme(String more) {
        return Reply.ok(
                "{\"name\":\"a\",\"full_name\":\"acme/a\",\"owner\":{\"login\":\"acme\"},"
                        + "\"clone_url\":\"https://github.com/acme/a.git\","
                        + "\"default_branch\":\"trunk\""
                        + (more.isEmpty() ? "" : "," + more)
                        + "}");
    }

    private static Reply writable(String more) {
        return acme("\"permissions\":{\"push\":true}" + more);
    }

    private static String fork(String name, String of) {
        return "{\"name\":\"%1$s\",\"full_name\":\"octocat/%1$s\",\"fork\":true,".formatted(name)
                + "\"clone_url\":\"https://github.com/octocat/%s.git\",".formatted(name)
                + "\"default_branch\":\"trunk\",\"parent\":{\"full_name\":\"%s\"}}".formatted(of);
    }

    private static Reply branch() {
        return Reply.ok(Reply.branch("trunk"));
    }
}
