package dev.ratoon.git.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Source;
import dev.ratoon.git.gateway.Agents;
import dev.ratoon.git.gateway.Agents.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the machine's owner is published to by Ratoon's own process. */
class LocalPublishIT {
    @TempDir Path folder;
    Publisher all;
    Agents.One agent;
    Order order;

    @BeforeEach
    void anAgent() throws Exception {
        all = new Publisher(folder);
        agent = all.agent(Wish.of(new Source.LocalPath(all.upstream)));
        agent.commit("c.txt", "three");
        Files.writeString(agent.work().resolve("d.txt"), "four");
        order = Publisher.order(all.checkpoint(agent));
    }

    @AfterEach
    void close() {
        all.close();
    }

    @Test
    void the_branch_is_there_and_nothing_of_the_folder_was_run() throws Exception {
        Path canary = folder.resolve("canary");
        for (String hook : new String[] {"pre-receive", "update", "post-receive", "pre-push"}) {
            all.hook(hook, "touch " + canary + "; exit 1");
        }
        String files = all.upstream("status", "--porcelain", "-z");
        all.upstream("config", "core.fsmonitor", "touch " + canary + " #");
        all.upstream("config", "gc.auto", "1");
        String commit = all.published(agent, order);
        assertFalse(Files.exists(canary));
        assertEquals(commit, all.upstream("rev-parse", "ratoon/fix"));
        all.upstream("fsck", "--strict");
        assertEquals(files, all.upstream("-c", "core.fsmonitor=", "status", "--porcelain", "-z"));
    }

    @Test
    void a_branch_that_is_checked_out_there_is_refused() throws Exception {
        all.upstream(
                "worktree", "add", "-q", "-b", "ratoon/fix", folder.resolve("tree").toString());
        String before = all.upstream("rev-parse", "ratoon/fix");
        var refused = assertInstanceOf(Published.Refused.class, all.publish(agent, order));
        assertTrue(refused.words().contains("is checked out in"), refused.words());
        assertEquals(before, all.upstream("rev-parse", "ratoon/fix"));
        all.upstream("worktree", "remove", folder.resolve("tree").toString());
        all.upstream("switch", "-q", "ratoon/fix");
        assertInstanceOf(Published.Refused.class, all.publish(agent, order));
        all.upstream("switch", "-q", "main");
        all.published(agent, order);
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
}
