package dev.ratoon.git.publish;

import static dev.ratoon.git.publish.Publisher.accepting;
import static dev.ratoon.git.publish.Publisher.after;
import static dev.ratoon.git.publish.Publisher.choosing;
import static dev.ratoon.git.publish.Publisher.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.gateway.Agents;
import dev.ratoon.git.upstream.Pushed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others work on the same repository meanwhile. */
class TogetherIT {
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

    @Test
    void how_far_upstream_went_and_whether_it_merges_is_shown() throws Exception {
        Order order = work("a.txt", "the agent's");
        all.pushed("main", "x.txt", "elsewhere");
        assertEquals(new Standing(1, List.of()), all.propose(agent, order.commit()).standing());
        all.pushed("main", "a.txt", "Bob's");
        Proposal shown = all.propose(agent, order.commit());
        assertEquals(new Standing(2, List.of("a.txt")), shown.standing());
        assertEquals(List.of("a.txt"), shown.files().stream().map(file -> file.path()).toList());
    }

    @Test
    void what_conflicts_is_listed_and_nothing_is_pushed() throws Exception {
        agent.commit("b.txt", "committed");
        Order order = work("a.txt", "the agent's");
        all.pushed("main", "a.txt", "Bob's");
        for (Together how : List.of(Together.MERGE, Together.REBASE)) {
            var conflicts =
                    assertInstanceOf(
                            Published.Conflicts.class, all.publish(agent, together(order, how)));
            assertEquals(List.of("a.txt"), conflicts.paths());
        }
        all.pushed("main", "b.txt", "Bob's, too");
        var rebase = all.publish(agent, together(order, Together.REBASE));
        var conflicts = assertInstanceOf(Published.Conflicts.class, rebase);
        assertEquals(List.of("b.txt"), conflicts.paths());
        assertTrue(conflicts.words().contains("\"committed\""), conflicts.words());
        assertEquals(0, all.host.pushes.get());
        // As it is, it is for whoever takes it in to see to it.
        all.published(agent, order);
    }

    @Test
    void a_large_file_that_both_changed_is_not_read_into_memory_but_a_conflict() throws Exception {
        String large = "line\n".repeat(300_000);
        String before = all.pushed("main", "large.txt", "first\n" + large + "last\n");
        agent.git("fetch", "-q", "origin").ok();
        agent.git("merge", "-q", before).ok();
        Order order = work("large.txt", "first\n" + large + "the agent's\n");
        all.pushed("main", "large.txt", "Bob's\n" + large + "last\n");
        assertEquals(
                new Standing(1, List.of("large.txt")),
                all.propose(agent, order.commit()).standing());
    }

    @Test
    void what_met_more_than_once_is_merged_by_the_agent_first() throws Exception {
        String mine = agent.commit("c.txt", "three");
        agent.git("push", "-q", "origin", "HEAD").ok();
        String theirs = all.pushed("main", "x.txt", "Bob's");
        agent.git("fetch", "-q", "origin").ok();
        agent.git("merge", "-q", theirs).ok();
        all.merged("main", agent.stored, mine);
        Order order = work("d.txt", "four");
        var trouble = assertThrows(GitTrouble.class, () -> all.propose(agent, order.commit()));
        assertTrue(trouble.words().contains("met more than once"), trouble.words());
        agent.git("fetch", "-q", "origin").ok();
        agent.git("merge", "-q", "origin/main").ok();
        all.propose(agent, work("d.txt", "five").commit());
    }

    @Test
    void a_merge_has_both_and_is_the_users() throws Exception {
        Order order = work("c.txt", "the agent's");
        String theirs = all.pushed("main", "x.txt", "Bob's");
        String commit = all.published(agent, together(order, Together.MERGE));
        assertEquals(theirs, all.upstream("rev-parse", commit + "^2"));
        assertEquals("a.txt\nb.txt\nc.txt\nx.txt", all.upstream("ls-tree", "--name-only", commit));
        assertEquals("Ann Merge main", all.upstream("log", "-1", "--format=%an %s", commit));
        all.upstream("fsck", "--strict");
    }

    @Test
    void a_rebase_makes_each_commit_anew_with_its_author() throws Exception {
        agent.commit("c.txt", "one more");
        agent.commit("x.txt", "Bob's");
        agent.commit("d.txt", "and another");
        Order order = together(work("e.txt", "not committed"), Together.REBASE);
        String theirs = all.pushed("main", "x.txt", "Bob's");
        String commit = all.published(agent, order);
        // One of them is there already.
        assertEquals(
                "Ann Ann Fix it\nAgent Ann and another\nAgent Ann one more",
                all.upstream("log", "--format=%an %cn %s", theirs + ".." + commit));
        assertEquals(theirs, all.upstream("merge-base", "main", commit));
        // Said again without knowing that it was done: it is done.
        assertEquals(commit, all.published(agent, order));
        assertEquals(1, all.host.pushes.get());
        // What people may have built on is not made anew.
        var again = all.publish(agent, after(order, commit));
        var refused = assertInstanceOf(Published.Refused.class, again);
        assertTrue(refused.words().contains("not rewritten: merge instead"), refused.words());
    }

    @Test
    void a_rebase_would_undo_the_agents_merges_and_is_refused() throws Exception {
        all.pushed("main", "x.txt", "Bob's");
        agent.commit("c.txt", "three");
        agent.git("fetch", "-q", "origin").ok();
        agent.git("merge", "-q", "--no-edit", "origin/main").ok();
        all.pushed("main", "y.txt", "Bob's");
        Order order = together(Publisher.order(all.checkpoint(agent)), Together.REBASE);
        var refused = assertInstanceOf(Published.Refused.class, all.publish(agent, order));
        assertTrue(refused.words().contains("merge instead"), refused.words());
    }

    /** Commits of "Fix it" and "three" are the agent's; "two" was upstream when it began. */
    private Order beganAtWhatIsTakenBack() throws Exception {
        agent.commit("c.txt", "three");
        Order order = work("d.txt", "four");
        // Else it would begin with the other branch, which is there, too.
        all.upstream("switch", "-q", "--detach");
        all.upstream("update-ref", "refs/heads/main", "main~1");
        return order;
    }

    private static String commit(Published published) {
        return assertInstanceOf(Published.Done.class, published).commit();
    }

    private String ofTheBranch() throws Exception {
        return all.upstream("log", "--format=%s", "main..ratoon/fix");
    }

    @Test
    void what_was_taken_back_where_the_agent_began_comes_again_only_with_a_yes() throws Exception {
        String dropped = agent.git("rev-parse", "HEAD").ok();
        Order order = beganAtWhatIsTakenBack();
        all.pushed("main", "x.txt", "instead");
        Proposal shown = all.propose(agent, order.commit());
        assertEquals(new Standing(1, List.of()), shown.standing());
        assertEquals(
                List.of("three", "two"),
                shown.commits().stream().map(line -> line.subject()).toList());
        Warning warning = new Warning.TakenBack(dropped, 1);
        assertEquals(List.of(warning), shown.warnings());
        for (Together how : List.of(Together.AS_IS, Together.MERGE)) {
            var unaccepted =
                    assertInstanceOf(
                            Published.Unaccepted.class, all.publish(agent, together(order, how)));
            assertEquals(List.of(warning), unaccepted.warnings());
        }
        assertEquals(0, all.host.pushes.get());

        Order yes = accepting(order, Set.of(warning.id()));
        String first = all.published(agent, yes);
        assertEquals("Fix it\nthree\ntwo", ofTheBranch());
        // People see it now: whoever goes on is not asked again.
        all.published(agent, after(work("d.txt", "five"), first));
        assertEquals("Fix it\nFix it\nthree\ntwo", ofTheBranch());
    }

    /** Upstream nothing leads to it, as nothing does to what the fork has. */
    @Test
    void what_was_taken_back_and_is_in_a_fork_by_a_yes_is_not_asked_about_again() throws Exception {
        String dropped = agent.git("rev-parse", "HEAD").ok();
        Order order = beganAtWhatIsTakenBack();
        all.owner.in(folder.resolve("host"), "init", "-q", "--bare", "fork.git").ok();
        var fork = new Where(all.source("auth/fork.git"), Optional.of(Publisher.LOGIN));
        var asked =
                assertInstanceOf(
                        Published.Unaccepted.class,
                        all.publications.publish(agent.repository, fork, order));
        Warning warning = new Warning.TakenBack(dropped, 1);
        assertEquals(List.of(warning), asked.warnings());
        Order yes = accepting(order, Set.of(warning.id()));
        String first = commit(all.publications.publish(agent.repository, fork, yes));

        Order more = after(work("d.txt", "five"), first);
        var question = new Question(more.commit(), Optional.empty(), Optional.of(first));
        Proposal shown = all.publications.propose(agent.repository, question);
        assertEquals(List.of(), shown.warnings());
        String second = commit(all.publications.publish(agent.repository, fork, more));
        assertEquals(
                first,
                all.owner.in(folder.resolve("host/fork.git"), "rev-parse", second + "^").ok());
    }

    @Test
    void a_rebase_leaves_out_what_was_taken_back_where_the_agent_began() throws Exception {
        Order order = together(beganAtWhatIsTakenBack(), Together.REBASE);
        all.pushed("main", "x.txt", "instead");
        String commit = all.published(agent, order);
        assertEquals("Fix it\nthree", ofTheBranch());
        assertEquals("a.txt\nc.txt\nd.txt\nx.txt", all.upstream("ls-tree", "--name-only", commit));
    }

    @Test
    void so_it_does_when_nothing_came_instead() throws Exception {
        Order order = together(beganAtWhatIsTakenBack(), Together.REBASE);
        assertEquals(0, all.propose(agent, order.commit()).standing().behind());
        String commit = all.published(agent, order);
        assertEquals("Fix it\nthree", ofTheBranch());
        assertEquals("a.txt\nc.txt\nd.txt", all.upstream("ls-tree", "--name-only", commit));
    }

    @Test
    void what_somebody_pushed_to_the_branch_is_said_and_merged_only_when_wanted() throws Exception {
        String first = all.published(agent, work("c.txt", "one\ntwo\nthree\n"));
        String theirs = all.pushed("ratoon/fix", "review.txt", "Bob's");
        Order more = after(work("c.txt", "one\ntwo\nthree\nfour\n"), first);
        var moved = assertInstanceOf(Published.Moved.class, all.publish(agent, more));
        assertEquals(Optional.of(theirs), moved.tip());
        assertTrue(moved.words().contains("\"Bob's\" by Bob"), moved.words());
        assertEquals(theirs, all.upstream("rev-parse", "ratoon/fix"));

        String second = all.published(agent, together(more, Together.MERGE));
        assertEquals("Bob's", all.upstream("show", second + ":review.txt"));
        // From here on it is kept, though the agent does not know of it.
        String third = all.published(agent, after(work("c.txt", "one\n2\nthree\nfour\n"), second));
        assertEquals("Bob's", all.upstream("show", third + ":review.txt"));
        assertEquals("one\n2\nthree\nfour", all.upstream("show", third + ":c.txt"));
        assertEquals(second, all.upstream("rev-parse", third + "^"));
        // And so it is when the agent commits by itself, and has merged its base.
        all.pushed("main", "x.txt", "elsewhere");
        agent.git("fetch", "-q", "origin").ok();
        String head = agent.commit("c.txt", "one\n2\nthree\n4\n");
        agent.git("merge", "-q", "--no-edit", "origin/main").ok();
        Order last = after(Publisher.order(all.checkpoint(agent)), third);
        String fourth = all.published(agent, last);
        assertEquals("Bob's", all.upstream("show", fourth + ":review.txt"));
        assertEquals("one\n2\nthree\n4", all.upstream("show", fourth + ":c.txt"));
        all.upstream("merge-base", "--is-ancestor", head, fourth);
        assertEquals(fourth, all.published(agent, after(last, fourth)));
    }

    @Test
    void what_others_changed_in_the_same_place_is_a_conflict() throws Exception {
        String first = all.published(agent, work("c.txt", "one\n"));
        String theirs = all.pushed("ratoon/fix", "c.txt", "Bob's\n");
        Order more = together(after(work("c.txt", "mine\n"), first), Together.MERGE);
        var conflicts = assertInstanceOf(Published.Conflicts.class, all.publish(agent, more));
        assertEquals(List.of("c.txt"), conflicts.paths());
        assertEquals(theirs, all.upstream("rev-parse", "ratoon/fix"));
    }

    @Test
    void what_was_taken_back_upstream_is_not_published_again_unasked() throws Exception {
        String first = all.published(agent, work("c.txt", "one\n"));
        String second = all.published(agent, after(work("c.txt", "secret\n"), first));
        all.upstream("update-ref", "refs/heads/ratoon/fix", first);
        Order more = after(work("c.txt", "three\n"), second);
        var moved = assertInstanceOf(Published.Moved.class, all.publish(agent, more));
        assertEquals(Optional.of(first), moved.tip());
        all.upstream("update-ref", "-d", "refs/heads/ratoon/fix");
        moved = assertInstanceOf(Published.Moved.class, all.publish(agent, more));
        assertEquals(Optional.empty(), moved.tip());
        // Whoever knows that it is gone begins anew.
        Order anew = Publisher.order(more.commit());
        String third = all.published(agent, anew);
        assertEquals("1", all.upstream("rev-list", "--count", "main.." + third));
    }

    @Test
    void what_a_crash_kept_from_the_log_is_ours_whatever_was_tried_since() throws Exception {
        String first = all.published(agent, work("c.txt", "one\n"));
        notTaken(work("c.txt", "two\n"));
        // Nobody was told of the first one, nor is anybody of the second.
        String second = all.published(agent, work("c.txt", "three\n"));
        assertEquals(first, all.upstream("rev-parse", second + "^"));
        notTaken(after(work("c.txt", "four\n"), first));
        String third = all.published(agent, after(work("c.txt", "five\n"), first));
        assertEquals(second, all.upstream("rev-parse", third + "^"));
    }

    private void notTaken(Order order) throws Exception {
        all.hook("pre-receive", "exit 1");
        assertInstanceOf(Published.Refused.class, all.publish(agent, order));
        all.hook("pre-receive", "exit 0");
    }

    @Test
    void a_branch_that_somebody_else_made_is_not_written_to() throws Exception {
        Order order = work("c.txt", "three");
        String theirs = all.pushed("other", "z.txt", "z");
        all.upstream("update-ref", "refs/heads/ratoon/fix", theirs);
        assertInstanceOf(Published.Moved.class, all.publish(agent, order));
        assertEquals(theirs, all.upstream("rev-parse", "ratoon/fix"));
        assertEquals(0, all.host.pushes.get());
    }

    @Test
    void what_the_agent_took_in_by_itself_needs_no_merge() throws Exception {
        String first = all.published(agent, work("c.txt", "one\n"));
        String theirs = all.pushed("ratoon/fix", "review.txt", "Bob's");
        // Under another name the agent sees it.
        all.upstream("update-ref", "refs/heads/for-the-agent", theirs);
        agent.git("fetch", "-q", "origin").ok();
        agent.git("checkout", "-q", "--", ".").ok();
        Files.deleteIfExists(agent.work().resolve("c.txt"));
        agent.git("merge", "-q", "--no-edit", "origin/for-the-agent").ok();
        String head = agent.commit("d.txt", "on top");
        Order order = choosing(Publisher.order(all.checkpoint(agent)), new Chosen.None());
        assertEquals(head, all.published(agent, after(order, first)));
    }

    @Test
    void a_branch_that_moves_in_the_very_moment_is_not_overwritten() throws Exception {
        String first = all.published(agent, work("c.txt", "one\n"));
        String theirs = all.pushed("ratoon/fix", "review.txt", "Bob's");
        // Whatever host it is: somebody comes between the look and the push.
        all.hook(
                "pre-receive",
                "unset GIT_QUARANTINE_PATH; git update-ref refs/heads/ratoon/fix " + first);
        String fine = all.upstream("commit-tree", theirs + "^{tree}", "-p", theirs, "-m", "on top");
        try (Repository repository =
                new FileRepositoryBuilder()
                        .setGitDir(all.upstream.resolve(".git").toFile())
                        .build()) {
            var pushed =
                    all.upstreams.push(
                            agent.repository.source(),
                            agent.repository.login(),
                            repository,
                            "refs/heads/ratoon/fix",
                            Optional.of(ObjectId.fromString(theirs)),
                            ObjectId.fromString(fine));
            assertInstanceOf(Pushed.Refused.class, pushed);
            var stale =
                    all.upstreams.push(
                            agent.repository.source(),
                            agent.repository.login(),
                            repository,
                            "refs/heads/ratoon/fix",
                            Optional.of(ObjectId.fromString(theirs)),
                            ObjectId.fromString(fine));
            assertInstanceOf(Pushed.Moved.class, stale);
        }
        assertEquals(first, all.upstream("rev-parse", "ratoon/fix"));
    }
}
