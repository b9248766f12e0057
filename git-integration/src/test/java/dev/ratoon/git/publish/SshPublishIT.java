package dev.ratoon.git.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Writers;
import dev.ratoon.git.gateway.Agents;
import dev.ratoon.git.gateway.Agents.Wish;
import dev.ratoon.git.ssh.SshHost;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes to be in an upstream that is reached over ssh, read by the real git there. */
class SshPublishIT {
    private static final String AS_ASKED = "exec sh -c \"$SSH_ORIGINAL_COMMAND\"";

    @TempDir Path folder;
    Publisher all;
    SshHost host;
    Agents.One agent;
    Order order;

    @BeforeEach
    void anAgent() throws Exception {
        all = new Publisher(folder);
        host = new SshHost(folder.resolve("sshd"));
        agent = all.agent(Wish.of(host.source(all.upstream)).with(host.login()));
        agent.commit("c.txt", "three");
        Files.writeString(agent.work().resolve("d.txt"), "four");
        order = Publisher.order(all.checkpoint(agent));
    }

    @AfterEach
    void close() {
        all.close();
        host.close();
    }

    @Tag("long")
    @Test
    void what_was_shown_is_pushed_and_gone_on_with() throws Exception {
        var done = assertInstanceOf(Published.Done.class, all.publish(agent, order));
        assertTrue(done.isNew());
        assertEquals(done.commit(), all.upstream("rev-parse", "ratoon/fix"));
        assertEquals("four", all.upstream("show", "ratoon/fix:d.txt"));
        all.upstream("fsck", "--strict");
        assertFalse(all.upstream("for-each-ref").contains("refs/ratoon"));
        Files.writeString(agent.work().resolve("e.txt"), "five");
        Order more = Publisher.order(all.checkpoint(agent));
        String second = all.published(agent, Publisher.after(more, done.commit()));
        assertEquals(done.commit(), all.upstream("rev-parse", second + "^"));
    }

    @Test
    void what_others_did_there_meanwhile_is_not_overwritten() throws Exception {
        all.published(agent, order);
        String theirs = all.pushed("ratoon/fix", "review.txt", "Bob's");
        assertInstanceOf(Published.Moved.class, all.publish(agent, order));
        assertEquals(theirs, all.upstream("rev-parse", "ratoon/fix"));
        all.published(agent, Publisher.together(order, Together.MERGE));
        assertEquals("Bob's", all.upstream("show", "ratoon/fix:review.txt"));
    }

    @Test
    void a_host_that_shows_it_and_takes_no_push_is_believed_in_its_own_words() throws Exception {
        host.misbehave(
                "case $SSH_ORIGINAL_COMMAND in git-receive-pack*)"
                        + " echo 'ERROR: Permission to owner.git denied to ann.' >&2; exit 1;; esac; "
                        + AS_ASKED);
        var not = assertInstanceOf(Published.NotAllowed.class, all.publish(agent, order));
        assertTrue(not.words().contains("localhost does not let you push to ssh://"), not.words());
        assertTrue(not.words().contains("ERROR: Permission to owner.git denied to ann."));
        assertFalse(all.upstream("branch", "--all").contains("ratoon"));
    }

    @Tag("long")
    @Test
    void what_a_hook_over_there_says_is_passed_on() throws Exception {
        all.hook("pre-receive", "echo 'Not on a Friday.' >&2; exit 1");
        var refused = assertInstanceOf(Published.Refused.class, all.publish(agent, order));
        assertTrue(refused.words().contains("Not on a Friday."), refused.words());
        assertFalse(all.upstream("branch", "--all").contains("ratoon"));
    }

    @Test
    void a_key_that_is_taken_no_more_pushes_nothing() throws Exception {
        try (var other = new SshHost(folder.resolve("other"))) {
            host.admitOnly(other.user);
        }
        var trouble = assertThrows(GitTrouble.class, () -> all.publish(agent, order));
        assertTrue(trouble.words().contains("does not take your key"), trouble.words());
        assertFalse(all.upstream("branch", "--all").contains("ratoon"));
    }

    @Tag("long")
    @Test
    void a_host_that_stops_while_it_is_pushed_to_is_waited_for_so_long() throws Exception {
        all.owner.commitLarge(agent.work(), "large.bin", 8L << 20);
        Order large = Publisher.order(all.checkpoint(agent));
        host.misbehave(
                "case $SSH_ORIGINAL_COMMAND in git-receive-pack*)"
                        + " { head -c 100000; sleep 3; } | sh -c \"$SSH_ORIGINAL_COMMAND\"; exit;; esac; "
                        + AS_ASKED);
        var usual = UpstreamSettings.defaults();
        try (var impatient =
                new Upstreams(
                        usual.withPrivateHosts(Set.of(SshHost.NAME), usual.tls())
                                .withTimeouts(usual.connectTimeout(), Duration.ofSeconds(2)))) {
            var publications =
                    new Publications(
                            all.agents.store,
                            impatient,
                            Writers.ofThisProcess(),
                            PublishLimits.defaults(),
                            _ -> List.of());
            var where = new Where(agent.repository.source(), agent.repository.login());
            var trouble =
                    assertThrows(
                            GitTrouble.class,
                            () -> publications.publish(agent.repository, where, large));
            assertTrue(trouble.words().contains("stopped answering"), trouble.words());
        }
        host.misbehave(AS_ASKED);
        all.published(agent, large);
        all.upstream("fsck", "--strict");
    }

    @Tag("long")
    @Test
    void what_is_large_streams_to_the_host() throws Exception {
        all.owner.commitLarge(agent.work(), "large.bin", 8L << 20);
        String commit = all.published(agent, Publisher.order(all.checkpoint(agent)));
        assertEquals(
                Long.toString(8L << 20), all.upstream("cat-file", "-s", commit + ":large.bin"));
    }
}
