package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The library against a GitHub API that somebody else wrote. */
class EmulateIT {
    private static Emulate emulate;

    private final GitHubAccount account =
            new GitHubAccount(
                    GitHubSettings.of(emulate.api()), "test_token_user1", Clock.systemUTC());

    @BeforeAll
    static void start() throws Exception {
        String many =
                IntStream.range(0, 130)
                        .mapToObj(
                                n ->
                                        "    - {owner: octocat, name: garden-%03d, auto_init: true}%n"
                                                .formatted(n))
                        .collect(Collectors.joining());
        emulate =
                new Emulate(
                        """
                        tokens:
                          test_token_user1: {login: octocat, scopes: [repo]}
                        github:
                          users:
                            - {login: octocat, name: The Octocat}
                          orgs:
                            - login: my-org
                              members:
                                - {login: octocat, role: admin}
                          repos:
                            - {owner: octocat, name: hello-world, description: My first, auto_init: true}
                            - {owner: octocat, name: secret-plans, private: true, auto_init: true}
                            - {owner: my-org, name: org-repo, auto_init: true}
                        """
                                + many);
    }

    @AfterAll
    static void stop() {
        if (emulate != null) {
            emulate.close();
        }
    }

    @Test
    void saysWhoseTokenItIs() {
        assertEquals("octocat", with(account.me()).login());
        assertEquals("The Octocat", with(account.me()).name());
    }

    @Test
    void findsWhatTheUserOwnsOverAllPages() {
        Found<Repository> all = with(account.repositories("", 1000));
        List<String> names = all.items().stream().map(Repository::name).toList();
        assertTrue(names.contains("octocat/garden-129"), names::toString);
        assertTrue(names.contains("octocat/secret-plans"), names::toString);
        assertTrue(all.isWhole() && !all.more());
    }

    @Test
    void whatIsTypedNarrowsThem() {
        Found<Repository> some = with(account.repositories("garden-01", 5));
        assertEquals(5, some.items().size());
        assertTrue(some.more());
        assertEquals(
                List.of("octocat/hello-world"),
                with(account.repositories("hello", 5)).items().stream()
                        .map(Repository::name)
                        .toList());
    }

    @Test
    void aRepositoryOfSomebodyElseIsFoundByItsFullName() {
        Repository one = with(account.repositories("my-org/org-repo", 5)).items().getFirst();
        assertEquals("my-org/org-repo", one.name());
        assertFalse(one.address().isEmpty());
    }

    @Test
    void branchesAreFoundAndTheDefaultOneIsFirst() throws Exception {
        String commit =
                with(account.branches("octocat/hello-world", "", 5)).items().getFirst().commit();
        emulate.post(
                "/repos/octocat/hello-world/git/refs",
                "{\"ref\":\"refs/heads/a-fix/of-paths\",\"sha\":\"" + commit + "\"}");
        var later =
                new GitHubAccount(
                        GitHubSettings.of(emulate.api()), "test_token_user1", Clock.systemUTC());
        List<Branch> branches = with(later.branches("octocat/hello-world", "", 5)).items();
        assertEquals(
                List.of("main", "a-fix/of-paths"), branches.stream().map(Branch::name).toList());
        assertTrue(branches.getFirst().isDefault());
        assertEquals(1, with(later.branches("octocat/hello-world", "paths", 5)).items().size());
    }

    @Test
    void aRepositoryThatIsNotThereIsSaidSo() {
        Trouble trouble =
                ((Answered.Not<Found<Branch>>) account.branches("octocat/nothing", "", 5))
                        .trouble();
        assertInstanceOf(Trouble.NotFound.class, trouble);
        assertTrue(trouble.what().contains("octocat/nothing"), trouble::what);
    }

    @Test
    void theRateLimitIsKnownAfterTheFirstAnswer() {
        with(account.me());
        assertEquals(5000, account.rateLimit().orElseThrow().limit());
    }

    static <T> T with(Answered<T> answered) {
        return switch (answered) {
            case Answered.With<T>(var value) -> value;
            case Answered.Not<T>(var trouble) ->
                    throw new AssertionError(trouble.what() + " " + trouble.nextStep());
        };
    }
}
