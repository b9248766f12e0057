package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.github.Need.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a token may, and how it is found out. */
class TokenIT {
    private GitHubFake github;
    private GitHubAccount account;

    @BeforeEach
    void start() throws Exception {
        github = new GitHubFake();
        account = new GitHubAccount(GitHubSettings.of(github.api()), "ghp_secret", new TestTime());
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void aClassicOneNamesItsScopes() {
        github.at("/user", Reply.octocat().with("X-OAuth-Scopes", "repo, workflow"));
        Me me = EmulateIT.with(account.me());
        assertEquals(Me.Kind.CLASSIC, me.kind());
        assertEquals(Map.of("repo", State.GRANTED, "workflow", State.GRANTED), states(me));
        assertEquals(List.of(), me.beyond());
    }

    /** https://docs.github.com/en/account-and-profile/reference/email-addresses-reference */
    @Test
    void commitsGoByThePublicAddressOrByTheOneThatGitHubKeepsForThem() {
        github.at("/user", Reply.octocat().with("X-OAuth-Scopes", "repo"));
        assertEquals(
                "1+octocat@users.noreply." + github.api().webHost(),
                EmulateIT.with(account.me()).email());
        github.at(
                "/user",
                Reply.ok("{\"login\":\"octocat\",\"id\":1,\"email\":\"o@example.com\"}")
                        .with("X-OAuth-Scopes", "repo"));
        assertEquals("o@example.com", EmulateIT.with(account.me()).email());
    }

    @Test
    void whatIsMissingAndWhatIsTooMuchIsSaid() {
        github.at("/user", Reply.octocat().with("X-OAuth-Scopes", "public_repo, delete_repo"));
        Me me = EmulateIT.with(account.me());
        assertEquals(Map.of("repo", State.PARTLY, "workflow", State.MISSING), states(me));
        assertEquals(List.of("delete_repo"), me.beyond());
        assertEquals("public repositories only", me.needs().getFirst().words());
    }

    @Test
    void aClassicOneWithoutScopesHasNothing() {
        github.at("/user", Reply.octocat().with("X-OAuth-Scopes", ""));
        assertEquals(
                Map.of("repo", State.MISSING, "workflow", State.MISSING),
                states(EmulateIT.with(account.me())));
    }

    /**
     * https://docs.github.com/en/rest/authentication/permissions-required-for-fine-grained-personal-access-tokens
     */
    @Test
    void aFineGrainedOneIsTriedByReading() {
        github.at("/user", Reply.octocat())
                .at(
                        "/user/repos?per_page=1&type=all",
                        Reply.ok("[" + Reply.repository("octocat/a", "2026-01-01T00:00:00Z") + "]"))
                .at(
                        "/repos/octocat/a/branches?per_page=100",
                        Reply.ok("[" + Reply.branch("main") + "]"))
                .at(
                        "/repos/octocat/a/pulls?per_page=1&state=open",
                        Reply.refused(403, "Resource not accessible by personal access token")
                                .with("X-Accepted-GitHub-Permissions", "pull_requests=read"));
        Me me = EmulateIT.with(account.me());
        assertEquals(Me.Kind.FINE_GRAINED, me.kind());
        assertEquals(
                Map.of(
                        "Contents: Read and write", State.GRANTED,
                        "Pull requests: Read and write", State.MISSING,
                        "Workflows: Read and write", State.UNKNOWN),
                states(me));
    }

    @Test
    void whenItExpiresIsSaid() {
        github.at(
                "/user",
                Reply.octocat()
                        .with("X-OAuth-Scopes", "repo")
                        .with("GitHub-Authentication-Token-Expiration", "2026-04-01 07:30:00 UTC"));
        assertEquals(
                Optional.of(Instant.parse("2026-04-01T07:30:00Z")),
                EmulateIT.with(account.me()).expiresAt());
    }

    @Test
    void aRevokedOneIsSaidToBe() {
        github.at("/user", Reply.refused(401, "Bad credentials"));
        assertInstanceOf(Trouble.TokenRefused.class, not(account.me()));
    }

    /** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
    @Test
    void anOrganisationsSignOnIsNamedWithItsAddress() {
        String host = github.api().webHost();
        String address = "https://" + host + "/orgs/acme/sso?authorization_request=x";
        signOnAt(address);
        assertTrue(not(account.me()).nextStep().endsWith(address));
        signOnAt("https://elsewhere.example/orgs/acme/sso");
        assertTrue(not(account.me()).nextStep().contains("Configure SSO"));
    }

    private void signOnAt(String address) {
        github.at(
                "/user",
                Reply.refused(403, "Resource protected by organization SAML enforcement")
                        .with("X-GitHub-SSO", "required; url=" + address));
    }

    @Test
    void aScopeThatIsWantingIsNamed() {
        github.at(
                "/user",
                Reply.refused(403, "Must have read rights")
                        .with("X-OAuth-Scopes", "gist")
                        .with("X-Accepted-OAuth-Scopes", "repo, public_repo"));
        Trouble trouble = not(account.me());
        assertTrue(trouble.what().contains("Must have read rights"), trouble::what);
        assertTrue(trouble.nextStep().contains("public_repo or repo"), trouble::nextStep);
    }

    private static Map<String, State> states(Me me) {
        return me.needs().stream().collect(Collectors.toMap(Need::name, Need::state));
    }

    static Trouble not(Answered<?> answered) {
        return assertInstanceOf(Answered.Not.class, answered).trouble();
    }
}
