package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.git.github.PullState.Checks;
import dev.ratoon.git.github.PullState.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pull requests, forks and rights against a GitHub API that somebody else wrote. */
class PullsEmulateIT {
    private static final String HERE = "octocat/hello-world";

    private static Emulate emulate;

    private final GitHubAccount account =
            new GitHubAccount(
                    GitHubSettings.of(emulate.api()), "test_token_user1", Clock.systemUTC());

    @BeforeAll
    static void start() throws Exception {
        emulate =
                new Emulate(
                        """
                        tokens:
                          test_token_user1: {login: octocat, scopes: [repo]}
                        github:
                          users:
                            - {login: octocat, name: The Octocat}
                            - {login: hubot, name: Hubot}
                          repos:
                            - {owner: octocat, name: hello-world, auto_init: true}
                            - {owner: hubot, name: theirs, auto_init: true}
                            - {owner: hubot, name: other, auto_init: true}
                        """);
    }

    @AfterAll
    static void stop() {
        if (emulate != null) {
            emulate.close();
        }
    }

    @Test
    void oneIsOpenedAndFoundAgain() throws Exception {
        Pull opened = EmulateIT.with(account.openOrFind(HERE, order("ratoon/a", true)));
        assertTrue(opened.isNew());
        assertEquals(PullStatus.DRAFT, opened.status());
        assertEquals(List.of(), opened.notes());
        assertTrue(opened.url().endsWith("/octocat/hello-world/pull/" + opened.number()));
        JsonNode there = there(opened);
        assertEquals("Mend the fence", there.path("title").asText());
        assertEquals("octocat:ratoon/a", there.path("head").path("label").asText());
        assertTrue(there.path("body").asText().contains("\nWhat was done.\n"));
        assertEquals("garden", there.path("labels").path(0).path("name").asText());

        Pull found = EmulateIT.with(account.openOrFind(HERE, order("ratoon/a", false)));
        assertFalse(found.isNew());
        assertEquals(opened.number(), found.number());
    }

    @Test
    void clicksAtOnceOpenOne() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Answered<Pull>>>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> account.openOrFind(HERE, order("ratoon/b", false))));
            }
            var pulls = new ArrayList<Pull>();
            for (var one : all) {
                pulls.add(EmulateIT.with(one.get()));
            }
            assertEquals(1, pulls.stream().mapToInt(Pull::number).distinct().count());
            assertEquals(1, pulls.stream().filter(Pull::isNew).count());
        }
    }

    @Test
    void anotherBaseIsNoReasonForAnotherOne() {
        Pull one = EmulateIT.with(account.openOrFind(HERE, order("ratoon/c", false)));
        Pull two =
                EmulateIT.with(
                        account.openOrFind(
                                HERE,
                                new PullOrder(
                                        HERE, "ratoon/c", "next", "t", "b", false, List.of())));
        assertEquals(one.number(), two.number());
        assertEquals("main", two.base());
    }

    @Test
    void whatDiffersIsChangedAndWhatPeopleWroteStays() throws Exception {
        Pull opened = EmulateIT.with(account.openOrFind(HERE, order("ratoon/d", false)));
        emulate.send(
                "PATCH",
                path(opened),
                "{\"body\":\"Look!\\n"
                        + there(opened).path("body").asText().replace("\n", "\\n")
                        + "\"}");
        Pull changed =
                EmulateIT.with(
                        account.update(
                                HERE,
                                opened.number(),
                                new PullChange(
                                        Optional.of("Mend both fences"),
                                        Optional.of("More was done."),
                                        Optional.of("next"),
                                        Optional.empty(),
                                        List.of("Garden", "wood"))));
        assertEquals("Mend both fences", changed.title());
        assertEquals("next", changed.base());
        assertEquals(List.of(), changed.notes());
        JsonNode there = there(opened);
        assertEquals("Look!\n" + Marks.around("More was done."), there.path("body").asText());
        assertEquals(2, there.path("labels").size(), there::toString);
    }

    @Test
    void itsChecksAndReviewsAreCounted() throws Exception {
        Pull pull = EmulateIT.with(account.openOrFind(HERE, order("ratoon/e", false)));
        for (String check :
                List.of(
                        "\"name\":\"a\",\"status\":\"completed\",\"conclusion\":\"success\"",
                        "\"name\":\"b\",\"status\":\"completed\",\"conclusion\":\"failure\"",
                        "\"name\":\"c\",\"status\":\"in_progress\"")) {
            emulate.post(
                    "/repos/" + HERE + "/check-runs",
                    "{" + check + ",\"head_sha\":\"" + pull.head() + "\"}");
        }
        emulate.post(path(pull) + "/reviews", "{\"event\":\"APPROVE\"}");
        PullState state = EmulateIT.with(account.state(HERE, pull.number()));
        assertEquals(PullStatus.OPEN, state.status());
        assertEquals(pull.head(), state.head());
        assertEquals(Optional.of(true), state.mergeable());
        assertEquals(Verdict.APPROVED, state.verdict());
        assertEquals(Optional.of(new Checks(1, 1, 1)), state.checks());
    }

    @Test
    void oneThatIsClosedIsLeftAloneAndAnotherIsOpened() throws Exception {
        Pull pull = EmulateIT.with(account.openOrFind(HERE, order("ratoon/f", false)));
        emulate.send("PATCH", path(pull), "{\"state\":\"closed\"}");
        assertEquals(
                PullStatus.CLOSED, EmulateIT.with(account.state(HERE, pull.number())).status());
        Pull left =
                EmulateIT.with(
                        account.update(
                                HERE, pull.number(), PullChange.of(order("ratoon/f", true))));
        assertEquals(PullStatus.CLOSED, left.status());
        assertEquals(List.of("It is closed: nothing about it was changed."), left.notes());
        assertFalse(there(pull).path("draft").asBoolean());
        assertTrue(EmulateIT.with(account.openOrFind(HERE, order("ratoon/f", false))).isNew());
    }

    @Test
    void oneThatIsNotThereIsSaidSo() {
        Trouble trouble = TokenIT.not(account.state(HERE, 4711));
        assertInstanceOf(Trouble.NotFound.class, trouble);
        assertEquals(
                "There is no pull request 4711 in 'octocat/hello-world', or not for this token.",
                trouble.what());
    }

    @Test
    void aForkIsMadeOnceAndOffersItsBranchUpstream() throws Exception {
        Fork fork = EmulateIT.with(account.fork("hubot/theirs"));
        assertEquals("octocat/theirs", fork.name());
        assertTrue(fork.isReady());
        assertTrue(fork.address().endsWith("/octocat/theirs.git"), fork::address);
        assertEquals(fork, EmulateIT.with(account.fork("hubot/theirs")));
        Pull pull =
                EmulateIT.with(
                        account.openOrFind(
                                "hubot/theirs",
                                new PullOrder(
                                        fork.name(),
                                        "ratoon/a",
                                        "main",
                                        "t",
                                        "b",
                                        false,
                                        List.of())));
        JsonNode there =
                new ObjectMapper()
                        .readTree(
                                emulate.send(
                                        "GET", "/repos/hubot/theirs/pulls/" + pull.number(), ""));
        assertEquals("octocat:ratoon/a", there.path("head").path("label").asText());
        assertEquals("octocat/theirs", there.path("head").path("repo").path("full_name").asText());
    }

    @Test
    void whatOneMayIsTold() {
        Rights own = EmulateIT.with(account.rights(HERE));
        assertTrue(own.mayPush() && own.mayOpenPulls());
        assertEquals(Optional.of("It is your own."), own.noFork());
        assertEquals("main", own.defaultBranch());
        assertTrue(EmulateIT.with(account.rights("hubot/other")).mayFork());
    }

    private static PullOrder order(String branch, boolean draft) {
        return new PullOrder(
                HERE, branch, "main", "Mend the fence", "What was done.", draft, List.of("garden"));
    }

    private static String path(Pull pull) {
        return "/repos/" + HERE + "/pulls/" + pull.number();
    }

    private static JsonNode there(Pull pull) throws Exception {
        return new ObjectMapper().readTree(emulate.send("GET", path(pull), ""));
    }
}
