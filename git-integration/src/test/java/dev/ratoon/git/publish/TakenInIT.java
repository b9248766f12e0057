package dev.ratoon.git.publish;

import static dev.ratoon.git.publish.Publisher.after;
import static dev.ratoon.git.publish.Publisher.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.gateway.Agents;
import dev.ratoon.git.gateway.Agents.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People have taken the work in, and somebody publishes once more. */
class TakenInIT {
    @TempDir Path folder;
    Publisher all;
    Agents.One agent;

    @BeforeEach
    void anAgent() throws Exception {
        all = new Publisher(folder);
        agent = all.agent();
    }

    @AfterEach
    void close() {
        all.close();
    }

    private Order work(String file, String text) throws Exception {
        Files.writeString(agent.work().resolve(file), text);
        return Publisher.order(all.checkpoint(agent));
    }

    /** As a squash does: the files are there, and none of the commits. */
    private void squashed(String file, String text) throws Exception {
        all.pushed("main", file, text);
        all.pushed("main", "x.txt", "and main went on");
    }

    private void assertNothing(Order order) {
        int before = all.host.pushes.get();
        var nothing = assertInstanceOf(Published.Nothing.class, all.publish(agent, order));
        assertTrue(nothing.words().contains("that main does not have"), nothing.words());
        assertEquals(before, all.host.pushes.get());
    }

    @Test
    void by_a_squash_with_the_branch_kept_nothing_is_left_to_publish() throws Exception {
        Order order = work("c.txt", "three");
        String first = all.published(agent, order);
        squashed("c.txt", "three");
        assertNothing(after(order, first));
        assertNothing(together(after(order, first), Together.MERGE));
    }

    @Test
    void by_a_squash_with_the_branch_deleted_the_old_work_is_not_pushed_again() throws Exception {
        Order order = work("c.txt", "three");
        all.published(agent, order);
        squashed("c.txt", "three");
        all.upstream("update-ref", "-d", "refs/heads/ratoon/fix");
        assertNothing(order);
        assertNothing(together(order, Together.REBASE));
        all.owner.in(all.upstream, "rev-parse", "--verify", "-q", "ratoon/fix").failed();
    }

    @Test
    void by_a_merge_with_the_branch_kept_nothing_is_left_to_publish() throws Exception {
        Order order = work("c.txt", "three");
        String first = all.published(agent, order);
        all.upstream("switch", "-q", "--detach");
        String merge =
                all.upstream(
                        "commit-tree", first + "^{tree}", "-p", "main", "-p", first, "-m", "Merge");
        all.upstream("update-ref", "refs/heads/main", merge);
        assertNothing(after(order, first));
    }

    @Test
    void what_the_agent_did_since_is_published() throws Exception {
        String first = all.published(agent, work("c.txt", "three"));
        squashed("c.txt", "three");
        String second = all.published(agent, after(work("d.txt", "four"), first));
        assertEquals(second, all.upstream("rev-parse", "ratoon/fix"));
    }

    /** Hosts make the first branch of a repository its default one. */
    @Test
    void a_branch_that_has_itself_for_its_base_is_done_when_it_is_published_again()
            throws Exception {
        all.owner.in(folder.resolve("host"), "init", "-q", "--bare", "empty.git").ok();
        agent =
                all.agents.agent(
                        "first", Wish.of(all.source("auth/empty.git")).with(Publisher.LOGIN));
        agent.cloned().ok();
        agent.git("switch", "-q", "-c", "ratoon/first").ok();
        agent.commit("a.txt", "first");
        Order order = Publisher.order(all.checkpoint(agent));
        String commit = all.published(agent, order);
        all.owner
                .in(
                        folder.resolve("host/empty.git"),
                        "symbolic-ref",
                        "HEAD",
                        "refs/heads/ratoon/first")
                .ok();
        assertEquals(commit, all.published(agent, order));
    }
}
