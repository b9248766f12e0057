package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.gateway.Agents.Wish;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.upstream.UpstreamSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A host that wants a login, with git's own http-backend behind it, and real git in the sandbox.
 */
class StoreIT {
    private static final Login LOGIN = new Login.Password("ann", HttpsHost.USER, HttpsHost.SECRET);

    @TempDir Path folder;
    GitClient owner;
    Path upstream;
    TestCertificate certificate;
    HttpsHost host;
    Agents agents;

    @BeforeEach
    void aHost() throws Exception {
        Path repositories = Files.createDirectories(folder.resolve("host"));
        owner = new GitClient(folder);
        upstream = owner.repository(repositories.resolve("owner.git"));
        certificate = TestCertificate.make();
        host = new HttpsHost(repositories, certificate.server());
        agents =
                new Agents(
                        folder,
                        UpstreamSettings.defaults()
                                .withPrivateHosts(Set.of("localhost"), certificate.trust())
                                .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2)),
                        PushLimits.defaults());
    }

    @AfterEach
    void close() {
        agents.close();
        host.close();
    }

    @Test
    void anAgentIsOnItsOwnBranchAndPushesThere() throws Exception {
        var agent = agents.agent("fix", hidden());
        agent.cloned().ok();
        assertEquals("ratoon/fix", agent.git("branch", "--show-current").ok());
        assertEquals("two", Files.readString(agent.work().resolve("b.txt")));
        assertEquals("v1", agent.git("tag").ok());
        String commit = agent.commit("c.txt", "three");
        agent.git("push", "-q", "origin", "HEAD").ok();
        assertEquals(commit, owner.in(agent.stored, "rev-parse", "refs/heads/ratoon/fix").ok());
        assertFalse(owner.in(upstream, "branch", "--all").ok().contains("ratoon"));
    }

    @Test
    void tenAtOnceCauseOneFetch() throws Exception {
        owner.commitLarge(upstream, "large.bin", 4L << 20);
        var clones = new ArrayList<Process>();
        for (int i = 0; i < 10; i++) {
            clones.add(agents.agent("a" + i, hidden()).start("clone", "-q", agents.url(), "clone"));
        }
        for (Process clone : clones) {
            assertTrue(clone.waitFor(100, TimeUnit.SECONDS));
            assertEquals(0, clone.exitValue());
        }
        assertEquals(1, host.fetches.get());
    }

    @Test
    void whatIsNotNewIsNotFetchedAgain() throws Exception {
        agents.agent("one", hidden()).cloned().ok();
        owner.commit(upstream, "c.txt", "three");
        var two = agents.agent("two", hidden());
        two.cloned().ok();
        assertEquals("three", Files.readString(two.work().resolve("c.txt")));
        assertEquals(2, host.fetches.get());
        two.git("fetch", "origin").ok();
        owner.in(upstream, "branch", "-D", "other").ok();
        two.git("fetch", "--prune", "origin").ok();
        assertFalse(two.git("branch", "-r").ok().contains("other"));
        assertEquals(2, host.fetches.get());
    }

    @Test
    void aLoginThatIsNotGoodUpstreamReadsNoMirror() throws Exception {
        var good = agents.agent("good", hidden());
        good.cloned().ok();
        String none = agents.agent("none", Wish.of(source("auth/owner.git"))).cloned().failed();
        assertTrue(none.contains("without a login (HTTP 401)"), none);
        var wrong = new Login.Password("eve", HttpsHost.USER, "guessed");
        String said = agents.agent("eve", hidden().with(wrong)).cloned().failed();
        assertTrue(said.contains("does not take this login (HTTP 401)"), said);
        host.revoked = true;
        said = good.git("fetch", "origin").failed();
        assertTrue(said.contains("(HTTP 401)"), said);
        good.commit("c.txt", "three");
        good.git("push", "-q", "origin", "HEAD").ok();
    }

    @Test
    void whatAHostAnswersIsToldInWords() throws Exception {
        var words =
                Map.of(
                        "forbidden", "to this login (HTTP 403)",
                        "missing", "(HTTP 404), or not for this login",
                        "often", "is asked too often (HTTP 429): try again in 7 s",
                        "busy", "answered HTTP 503",
                        "stall", "stopped answering");
        for (var one : words.entrySet()) {
            var agent = agents.agent(one.getKey(), Wish.of(source(one.getKey())).with(LOGIN));
            String said = agent.cloned().failed();
            assertTrue(said.contains("remote error: "), said);
            assertTrue(said.contains(one.getValue()), said);
            assertFalse(Files.exists(agent.stored), "nothing is made of what cannot be read");
        }
    }

    @Test
    void aHostThatStandsStillInTheMiddleLeavesNothingHalf() throws Exception {
        owner.commitLarge(upstream, "large.bin", 4L << 20);
        host.stallAfter = 1 << 20;
        var agent = agents.agent("fix", hidden());
        String said = agent.cloned().failed();
        assertTrue(said.contains("stopped answering"), said);
        host.stallAfter = Long.MAX_VALUE;
        agent.cloned().ok();
        assertNothingHalf();
    }

    @Test
    void anAgentStaysWhereItIsWhenItsBaseIsRewritten() throws Exception {
        var agent = agents.agent("fix", hidden());
        agent.cloned().ok();
        String mine = agent.git("rev-parse", "HEAD").ok();
        String old = owner.in(upstream, "rev-parse", "main").ok();
        owner.in(upstream, "reset", "-q", "--hard", "HEAD~1").ok();
        String rewritten = owner.commit(upstream, "x.txt", "rewritten");
        agent.git("fetch", "origin").ok();
        assertEquals(rewritten, agent.git("rev-parse", "origin/main").ok());
        assertEquals(mine, agent.git("rev-parse", "origin/ratoon/fix").ok());
        var other = agents.agent("other", hidden());
        other.cloned().ok();
        for (int version : List.of(0, 2)) {
            other.git("-c", "protocol.version=" + version, "fetch", "origin", old).failed();
        }
    }

    @Test
    void theBranchThatUpstreamBeginsWithIsTheBase() throws Exception {
        agents.agent("one", hidden()).cloned().ok();
        owner.in(upstream, "branch", "-m", "main", "trunk").ok();
        String commit = owner.commit(upstream, "x.txt", "on trunk");
        var agent = agents.agent("two", hidden());
        agent.cloned().ok();
        assertEquals(commit, agent.git("rev-parse", "HEAD").ok());
        assertFalse(agent.git("branch", "-r").ok().contains("origin/main"));
    }

    @Test
    void whoWasThereBeforeItsBaseWasRenamedFetchesAndPushesAfterIt() throws Exception {
        var before =
                List.of(agents.agent("one", hidden()), agents.agent("two", hidden().at("main")));
        for (var agent : before) {
            agent.cloned().ok();
        }
        String begun = owner.in(upstream, "rev-parse", "main").ok();
        owner.in(upstream, "branch", "-m", "main", "trunk").ok();
        String newest = owner.commit(upstream, "x.txt", "on trunk");
        for (var agent : before) {
            agent.git("fetch", "--prune", "origin").ok();
            assertEquals(newest, agent.git("rev-parse", "origin/trunk").ok());
            assertFalse(agent.git("branch", "-r").ok().contains("origin/main"));
            assertEquals(begun, agent.git("rev-parse", "HEAD").ok());
            String commit = agent.commit("c.txt", "three");
            agent.git("push", "-q", "origin", "HEAD").ok();
            String own = agent.repository.ownRef();
            assertEquals(commit, owner.in(agent.stored, "rev-parse", own).ok());
        }
    }

    @Test
    void aBaseThatIsNotThereIsToldWithThoseThatAre() throws Exception {
        String said = agents.agent("fix", hidden().at("nope")).cloned().failed();
        assertTrue(said.contains("has no branch nope: it has main, other."), said);
        var agent = agents.agent("two", hidden().at("other"));
        agent.cloned("--branch=other").ok();
        assertEquals("other", agent.git("branch", "--show-current").ok());
        agent.git("switch", "--quiet", "--no-track", "--create", "ratoon/two").ok();
        assertFalse(Files.exists(agent.work().resolve("b.txt")));
    }

    @Test
    void anExistingBranchIsGoneOnWith() throws Exception {
        var agent = agents.agent("fix", "other", hidden().goingOn());
        agent.cloned().ok();
        assertEquals("other", agent.git("branch", "--show-current").ok());
        String mine = agent.commit("c.txt", "three");
        agent.git("push", "-q", "origin", "HEAD").ok();
        owner.in(upstream, "switch", "-q", "other").ok();
        owner.commit(upstream, "y.txt", "upstream's");
        agent.git("fetch", "origin").ok();
        assertEquals(mine, agent.git("rev-parse", "origin/other").ok());
    }

    @Test
    void onlyABranchThatIsThereAndIsNotTheDefaultOneIsGoneOnWith() throws Exception {
        var missing = agents.agent("missing", "nope", hidden().goingOn());
        String said = missing.cloned().failed();
        assertTrue(said.contains("has no branch nope: it has main, other."), said);
        var first = agents.agent("first", "main", hidden().goingOn());
        said = first.cloned().failed();
        assertTrue(said.contains("main is the default branch of"), said);
        assertFalse(Files.exists(first.stored), "nothing is made of what is refused");
    }

    @Test
    void anEmptyRepositoryIsBegunByTheAgent() throws Exception {
        owner.in(folder.resolve("host"), "init", "-q", "--bare", "-b", "main", "empty.git").ok();
        var agent = agents.agent("fix", Wish.of(source("empty.git")));
        agent.cloned().ok();
        agent.git("switch", "-c", "ratoon/fix").ok();
        String commit = agent.commit("a.txt", "first");
        agent.git("push", "-q", "origin", "HEAD").ok();
        agent.in(agent.folder, "clone", "-q", agents.url(), "second").ok();
        assertEquals(commit, owner.in(agent.folder.resolve("second"), "rev-parse", "HEAD").ok());
    }

    @Test
    void whatAnotherAgentPushedIsNeitherFetchedNorReferredTo() throws Exception {
        var one = agents.agent("one", hidden());
        var two = agents.agent("two", hidden());
        one.cloned().ok();
        two.cloned().ok();
        String foreign = one.commit("secret.txt", "of one");
        String blob = one.git("rev-parse", "HEAD:secret.txt").ok();
        one.git("push", "-q", "origin", "HEAD").ok();
        for (int version : List.of(0, 1, 2)) {
            for (String id : List.of(foreign, blob)) {
                two.git("-c", "protocol.version=" + version, "fetch", "origin", id).failed();
            }
        }
        assertFalse(two.git("ls-remote", "origin").ok().contains("ratoon/one"));
        String tip = two.git("rev-parse", "HEAD").ok();
        String ref = "refs/heads/ratoon/two";
        String said = new RawPush(0).send(agents.url(), "Runner two", tip, foreign, ref);
        assertTrue(said.contains("ng " + ref + " fsck"), said);
        assertEquals(tip, owner.in(two.stored, "rev-parse", ref).ok());
    }

    @Test
    void nothingThatTheSandboxReadsOpensUpstream() throws Exception {
        var agent = agents.agent("fix", hidden());
        agent.cloned().ok();
        String traced =
                agent.git("-c", "http.curlVerbose=true", "fetch", "--verbose", "origin").said();
        var read = new StringBuilder(traced);
        try (Stream<Path> all = Files.walk(agent.folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                read.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertFalse(read.toString().contains(HttpsHost.SECRET));
        HttpClient client = HttpClient.newBuilder().sslContext(certificate.trust()).build();
        for (String shown : List.of("Runner fix", "Basic Zml4OmZpeA==", "Bearer fix")) {
            var request =
                    HttpRequest.newBuilder(
                                    host.address(
                                            "auth/owner.git/info/refs?service=git-upload-pack"))
                            .header("Authorization", shown)
                            .build();
            assertEquals(
                    401, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
    }

    private void assertNothingHalf() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("store"))) {
            assertEquals(
                    List.of(),
                    all.map(Path::toString)
                            .filter(
                                    one ->
                                            one.matches(
                                                    ".*(incoming_|\\.new|/received|refs.*lock).*"))
                            .toList());
        }
    }

    private Wish hidden() {
        return Wish.of(source("auth/owner.git")).with(LOGIN);
    }

    private Source source(String path) {
        return new Source.Https(host.address(path));
    }
}
