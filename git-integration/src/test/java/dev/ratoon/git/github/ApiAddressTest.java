package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.RepositoryUrl;
import dev.ratoon.git.Source;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApiAddressTest {
    @Test
    void theTokenBelongsToTheHostOfTheWebAddress() {
        assertEquals("github.com", ApiAddress.ofGitHubItself().webHost());
        assertEquals("git.acme.example", api("https://git.acme.example/api/v3/").webHost());
        assertEquals("acme.ghe.com", api("https://api.acme.ghe.com").webHost());
    }

    @Test
    void onlyRepositoriesOfThatHostAreItsHome() {
        ApiAddress github = ApiAddress.ofGitHubItself();
        assertTrue(github.isHome(URI.create("https://github.com/octocat/hello")));
        assertTrue(github.isHome(URI.create("https://GitHub.com:443/octocat/hello.git")));
        for (String other :
                List.of(
                        "http://github.com/octocat/hello",
                        "https://github.com:8443/octocat/hello",
                        "https://github.com.evil.example/octocat/hello",
                        "https://evil.example/github.com/hello",
                        "https://github.com@evil.example/a/b",
                        "https://api.github.com/octocat/hello",
                        "https://gist.github.com/octocat/1",
                        "ssh://github.com/octocat/hello",
                        "/srv/github.com/hello")) {
            assertFalse(github.isHome(URI.create(other)), other);
        }
    }

    @Test
    void theSshAddressOfOneOfItsRepositoriesHasAnHttpsAddressToo() {
        ApiAddress github = ApiAddress.ofGitHubItself();
        for (String same :
                List.of(
                        "git@github.com:octocat/hello.git",
                        "git@GitHub.com:octocat/hello",
                        "ssh://git@github.com/octocat/hello.git",
                        "ssh://git@github.com:22/octocat/hello")) {
            assertEquals(
                    Optional.of(URI.create("https://github.com/octocat/hello")),
                    github.overHttps(ssh(same)),
                    same);
        }
        for (String other :
                List.of(
                        "eve@github.com:octocat/hello.git",
                        "git@github.com.evil.example:octocat/hello.git",
                        "git@gist.github.com:octocat/hello.git",
                        "git@ssh.github.com:octocat/hello.git",
                        "ssh://git@github.com:2222/octocat/hello.git",
                        "git@github.com:hello.git",
                        "git@github.com:octo/cat/hello.git",
                        "git@github.com:octo cat/hello.git",
                        "ssh://git@github.com/~octocat/hello.git")) {
            assertEquals(Optional.empty(), github.overHttps(ssh(other)), other);
        }
    }

    @Test
    void overHttpsItHasThePortOfItsPages() {
        Source.Ssh at = ssh("git@git.acme.example:octocat/hello.git");
        assertEquals(
                Optional.of(URI.create("https://git.acme.example:8443/octocat/hello")),
                api("https://git.acme.example:8443/api/v3").overHttps(at));
        assertEquals(
                Optional.of(URI.create("https://git.acme.example/octocat/hello")),
                api("https://git.acme.example:443/api/v3").overHttps(at));
    }

    private static Source.Ssh ssh(String typed) {
        return assertInstanceOf(RepositoryUrl.Ssh.class, RepositoryUrl.parse(typed)).source();
    }

    /** https://docs.github.com/en/enterprise-server/graphql/guides/forming-calls-with-graphql */
    @Test
    void graphQlIsBesideTheApi() {
        assertEquals("https://api.github.com/graphql", ApiAddress.ofGitHubItself().graph());
        assertEquals(
                "https://git.acme.example/api/graphql",
                api("https://git.acme.example/api/v3/").graph());
        assertEquals("https://api.acme.ghe.com/graphql", api("https://api.acme.ghe.com").graph());
    }

    @Test
    void plainHttpIsForThisMachineOnly() {
        assertTrue(ApiAddress.parse("http://127.0.0.1:4001").isPresent());
        for (String wrong :
                List.of(
                        "http://git.acme.example/api/v3",
                        "http://127.0.0.1.evil.example",
                        "https://user:secret@git.acme.example",
                        "https://git.acme.example/?x=y",
                        "https://git.acme.example/#x",
                        "ftp://git.acme.example",
                        "git.acme.example",
                        "https:///api",
                        "nonsense with spaces")) {
            assertEquals(Optional.empty(), ApiAddress.parse(wrong), wrong);
        }
    }

    @Test
    void anotherPortOrSchemeIsAnotherPlace() {
        ApiAddress api = api("https://git.acme.example/api/v3");
        assertTrue(api.isOwn(URI.create("https://git.acme.example/api/v3/user")));
        assertFalse(api.isOwn(URI.create("http://git.acme.example/api/v3/user")));
        assertFalse(api.isOwn(URI.create("https://git.acme.example:444/api/v3/user")));
    }

    private static ApiAddress api(String url) {
        return ApiAddress.parse(url).orElseThrow();
    }
}
