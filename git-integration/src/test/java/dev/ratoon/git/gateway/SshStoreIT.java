package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Login;
import dev.ratoon.git.gateway.Agents.Wish;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.ssh.SshHost;
import dev.ratoon.git.upstream.UpstreamSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that is reached over ssh, with OpenSSH's server and real git at both ends. */
class SshStoreIT {
    @TempDir Path folder;
    GitClient owner;
    Path upstream;
    SshHost host;
    Agents agents;

    @BeforeEach
    void aHost() throws Exception {
        owner = new GitClient(folder);
        upstream = owner.repository(folder.resolve("host/owner.git"));
        host = new SshHost(folder.resolve("sshd"), List.of("ed25519"), "AcceptEnv GIT_PROTOCOL");
        agents = new Agents(folder, settings(), PushLimits.defaults());
    }

    private static UpstreamSettings settings() {
        UpstreamSettings usual = UpstreamSettings.defaults();
        return usual.withPrivateHosts(Set.of(SshHost.NAME), usual.tls())
                .withTimeouts(Duration.ofSeconds(10), Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        agents.close();
        host.close();
    }

    @Test
    void anAgentIsOnItsOwnBranchAndPushesThere() throws Exception {
        var agent = agents.agent("fix", wish());
        agent.cloned().ok();
        assertEquals("ratoon/fix", agent.git("branch", "--show-current").ok());
        assertEquals("two", Files.readString(agent.work().resolve("b.txt")));
        assertEquals("v1", agent.git("tag").ok());
        String commit = agent.commit("c.txt", "three");
        agent.git("push", "-q", "origin", "HEAD").ok();
        assertEquals(commit, owner.in(agent.stored, "rev-parse", "refs/heads/ratoon/fix").ok());
        assertFalse(owner.in(upstream, "branch", "--all").ok().contains("ratoon"));
        assertTrue(host.said().contains("Starting session: command"), host::said);
    }

    @Tag("long")
    @Test
    void whatIsNewIsFetchedAndWhatIsGoneIsNotShown() throws Exception {
        var agent = agents.agent("fix", wish());
        agent.cloned().ok();
        String newer = owner.commit(upstream, "c.txt", "three");
        owner.in(upstream, "branch", "-D", "other").ok();
        agent.git("fetch", "--prune", "origin").ok();
        assertEquals(newer, agent.git("rev-parse", "origin/main").ok());
        assertFalse(agent.git("branch", "-r").ok().contains("other"));
    }

    @Tag("long")
    @Test
    void tenAtOnceAreServed() throws Exception {
        owner.commitLarge(upstream, "large.bin", 4L << 20);
        var clones = new ArrayList<Process>();
        for (int i = 0; i < 10; i++) {
            clones.add(agents.agent("a" + i, wish()).start("clone", "-q", agents.url(), "clone"));
        }
        for (Process clone : clones) {
            assertTrue(clone.waitFor(100, TimeUnit.SECONDS));
            byte[] said = clone.getInputStream().readAllBytes();
            assertEquals(0, clone.exitValue(), new String(said, StandardCharsets.UTF_8));
        }
    }

    /** It is larger than the heap of this process. */
    @Tag("long")
    @Test
    void aLargeRepositoryStreamsThroughALittleMemory() throws Exception {
        owner.commitLarge(upstream, "large.bin", 150L << 20);
        var agent = agents.agent("fix", wish());
        agent.cloned().ok();
        assertEquals(150L << 20, Files.size(agent.work().resolve("large.bin")));
    }

    @Test
    void aHostThatSpeaksTheOldProtocolIsUnderstood() throws Exception {
        try (var old = new SshHost(folder.resolve("old"))) {
            var agent = agents.agent("fix", Wish.of(old.source(upstream)).with(old.login()));
            agent.cloned().ok();
            assertEquals("two", Files.readString(agent.work().resolve("b.txt")));
        }
    }

    @Test
    void aPathThatIsFullOfQuotesIsAPathAndNoCommand() throws Exception {
        Path odd = folder.resolve("host/it's `touch canary` $(touch canary); !\"#&|<>*.git");
        owner.in(folder, "clone", "-q", "--bare", upstream.toString(), odd.toString()).ok();
        var agent = agents.agent("fix", Wish.of(host.source(odd)).with(host.login()));
        agent.cloned().ok();
        assertEquals("two", Files.readString(agent.work().resolve("b.txt")));
        try (Stream<Path> all = Files.walk(folder)) {
            assertTrue(all.noneMatch(file -> file.endsWith("canary")));
        }
        assertFalse(Files.exists(Path.of(System.getProperty("user.home"), "canary")));
    }

    @Test
    void anotherKeyIsNoWayToTheMirror() throws Exception {
        agents.agent("good", wish()).cloned().ok();
        String none = agents.agent("none", Wish.of(host.source(upstream))).cloned().failed();
        assertTrue(none.contains("Ratoon has no ssh key for localhost"), none);
        try (var other = new SshHost(folder.resolve("other"))) {
            var stranger =
                    new Login.SshKey("eve", other.user.privateKey(), Set.of(host.key("ed25519")));
            String said =
                    agents.agent("eve", Wish.of(host.source(upstream)).with(stranger))
                            .cloned()
                            .failed();
            assertTrue(said.contains("does not take your key"), said);
        }
    }

    @Test
    void whatIsNotThereIsToldInTheHostsOwnWords() throws Exception {
        var agent =
                agents.agent(
                        "fix",
                        Wish.of(host.source(folder.resolve("host/none.git"))).with(host.login()));
        String said = agent.cloned().failed();
        assertTrue(said.contains("localhost does not show ssh://"), said);
        assertTrue(said.contains("does not appear to be a git repository"), said);
        assertTrue(said.contains("(exit code 128)"), said);
        assertFalse(Files.exists(agent.stored), "nothing is made of what cannot be read");
    }

    @Test
    void nothingThatTheSandboxReadsHasTheKey() throws Exception {
        var agent = agents.agent("fix", wish());
        agent.cloned().ok();
        agent.git("fetch", "--verbose", "origin").ok();
        var read = new StringBuilder();
        for (Path place : List.of(agent.folder, folder.resolve("store"))) {
            try (Stream<Path> all = Files.walk(place)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    read.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertFalse(read.toString().contains(host.user.privateKey()));
    }

    private Wish wish() throws Exception {
        return Wish.of(host.source(upstream)).with(host.login());
    }
}
