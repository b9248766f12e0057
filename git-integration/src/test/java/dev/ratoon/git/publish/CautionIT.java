package dev.ratoon.git.publish;

import static dev.ratoon.git.publish.Publisher.accepting;
import static dev.ratoon.git.publish.Publisher.after;
import static dev.ratoon.git.publish.Publisher.choosing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.gateway.Agents;
import dev.ratoon.git.review.Bounds;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs a second yes, what nobody can say yes to, and what is carried over as it is. */
class CautionIT {
    private static final String KEY = "AKIA" + "IOSFODNN7EXAMPLE";

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

    private void write(String name, String text) throws Exception {
        Path file = agent.work().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> warned(Order order) {
        return assertInstanceOf(Published.Unaccepted.class, all.publish(agent, order))
                .warnings()
                .stream()
                .map(Warning::id)
                .toList();
    }

    @Test
    void a_key_in_what_commits_say_needs_one_yes() throws Exception {
        write("a", "a");
        agent.git("add", "a").ok();
        agent.git("commit", "-q", "-m", "log in", "-m", "as " + KEY).ok();
        write("b", "b");
        agent.git("add", "b").ok();
        agent.git("commit", "-q", "-m", KEY + " again").ok();
        String checkpoint = all.checkpoint(agent);
        List<Warning> shown = all.propose(agent, checkpoint).warnings();
        assertEquals(2, shown.size(), shown.toString());
        assertEquals(1, shown.stream().map(Warning::id).distinct().count(), shown.toString());
        assertTrue(shown.getFirst().words().contains("an AWS access key"), shown.toString());
        assertTrue(!shown.toString().contains(KEY), shown.toString());
        Order order = Publisher.order(checkpoint);
        assertEquals(2, warned(order).size());
        var yes = Set.of(shown.getFirst().id());
        assertInstanceOf(Published.Done.class, all.publish(agent, accepting(order, yes)));
    }

    @Test
    void a_history_that_is_too_long_to_be_compared_is_refused_in_words() throws Exception {
        for (int i = 1; i <= 20; i++) {
            write("f", "" + i);
            agent.git("add", "f").ok();
            agent.git("commit", "-q", "-m", "number " + i).ok();
        }
        String checkpoint = all.checkpoint(agent);
        Bounds usual = Bounds.defaults();
        var few =
                new Bounds(
                        usual.file(),
                        usual.fileText(),
                        usual.text(),
                        usual.renames(),
                        usual.commits(),
                        10);
        var publications = all.publications(new PublishLimits(few, 1 << 20));
        var question = new Question(checkpoint, Optional.empty(), Optional.empty());
        String words =
                assertThrows(
                                GitTrouble.class,
                                () -> publications.propose(agent.repository, question))
                        .words();
        assertTrue(words.contains("it has more than 10 commits"), words);
        var refused =
                assertInstanceOf(
                        Published.Refused.class,
                        publications.publish(
                                agent.repository,
                                new Where(agent.repository.source(), agent.repository.login()),
                                Publisher.order(checkpoint)));
        assertEquals(words, refused.words());
    }

    @Test
    void what_its_environment_leaves_to_people_needs_a_yes() throws Exception {
        all.guards =
                List.of(
                        new PushGuard(List.of("infra/"), false, "the environment 'java'"),
                        new PushGuard(List.of("**"), false, ""));
        write("infra/main.tf", "# none");
        write("Jenkinsfile", "node {}");
        String checkpoint = all.checkpoint(agent);
        List<Warning> shown = all.propose(agent, checkpoint).warnings();
        assertEquals(
                Set.of("guarded:infra/main.tf", "workflow:Jenkinsfile"),
                shown.stream().map(Warning::id).collect(Collectors.toSet()));
        assertTrue(
                shown.stream()
                        .anyMatch(
                                one -> one.words().contains("(infra/, of the environment 'java')")),
                shown.toString());
        Order order = Publisher.order(checkpoint);
        assertEquals(
                List.of("guarded:infra/main.tf"),
                warned(accepting(order, Set.of("workflow:Jenkinsfile"))));
    }

    @Test
    void each_warning_needs_its_own_yes() throws Exception {
        write(".github/workflows/ci.yml", "on: push");
        write(".github/CODEOWNERS", "* @bob");
        write("Jenkinsfile", "node {}");
        write("src/Main.java", "\n\nString key = \"" + KEY + "\";\n");
        write("large.bin", "x".repeat(11 << 20));
        String checkpoint = all.checkpoint(agent);
        List<String> shown =
                all.propose(agent, checkpoint).warnings().stream().map(Warning::id).toList();
        assertEquals(
                List.of(
                        "codeowners:.github/CODEOWNERS",
                        "workflow:.github/workflows/ci.yml",
                        "workflow:Jenkinsfile",
                        "large:large.bin",
                        "secret:src/Main.java"),
                shown);
        Order order = Publisher.order(checkpoint);
        assertEquals(shown, warned(order));
        for (String left : shown) {
            var others =
                    shown.stream().filter(one -> !one.equals(left)).collect(Collectors.toSet());
            assertEquals(List.of(left), warned(accepting(order, others)));
        }
        assertEquals(0, all.host.pushes.get());
        // Of what is not chosen nobody is warned.
        var one = choosing(order, new Chosen.Paths(Set.of("Jenkinsfile")));
        assertEquals(List.of("workflow:Jenkinsfile"), warned(one));
        String commit = all.published(agent, accepting(order, Set.copyOf(shown)));
        // What people said yes to is not asked again.
        write("c.txt", "three");
        all.published(agent, after(Publisher.order(all.checkpoint(agent)), commit));
    }

    @Test
    void a_name_that_breaks_lines_hides_no_workflow_and_goes_nowhere() throws Exception {
        write(".github/workflows/ci\u2028.yml", "on: push");
        String checkpoint = all.checkpoint(agent);
        List<String> shown =
                all.propose(agent, checkpoint).warnings().stream().map(Warning::id).toList();
        assertEquals(1, shown.size());
        assertTrue(shown.getFirst().startsWith("workflow:"), shown::toString);
        Order order = accepting(Publisher.order(checkpoint), Set.copyOf(shown));
        var refused = assertInstanceOf(Published.Refused.class, all.publish(agent, order));
        assertTrue(refused.words().contains("breaks lines"), refused.words());
        assertEquals(0, all.host.pushes.get());
    }

    @Test
    void a_key_that_a_later_commit_takes_out_is_published_all_the_same() throws Exception {
        write("key.txt", "a\n" + KEY + "\n");
        agent.git("add", "key.txt").ok();
        agent.git("commit", "-q", "-m", "settings").ok();
        agent.commit("key.txt", "nothing");
        String checkpoint = all.checkpoint(agent);
        assertEquals(
                List.of(new Warning.Secret("key.txt", "an AWS access key", 2)),
                all.propose(agent, checkpoint).warnings());
        assertEquals(List.of("secret:key.txt"), warned(Publisher.order(checkpoint)));
    }

    @Test
    void what_upstream_has_already_is_not_warned_of() throws Exception {
        write(".github/workflows/ci.yml", "on: push");
        String before = all.pushed("main", "key.txt", KEY);
        agent.git("fetch", "-q", "origin").ok();
        agent.git("merge", "-q", before).ok();
        agent.commit("c.txt", "three");
        Order order = choosing(Publisher.order(all.checkpoint(agent)), new Chosen.None());
        all.published(agent, order);
    }

    @Test
    void names_that_are_git_on_other_machines_are_refused() throws Exception {
        for (String name : List.of(".g\u200cit", ".git::$INDEX_ALLOCATION", "x\\.git", "git~1:x")) {
            String blob = agent.git("hash-object", "-w", "a.txt").ok();
            Path entry =
                    Files.write(
                            folder.resolve("entry"),
                            ("100644 blob " + blob + "\t" + name + "\0")
                                    .getBytes(StandardCharsets.UTF_8));
            String tree = tree(entry);
            String checkpoint = all.checkpoint(agent, tree);
            var refused =
                    assertInstanceOf(
                            Published.Refused.class,
                            all.publish(agent, Publisher.order(checkpoint)));
            assertTrue(refused.words().contains("does not stand git's own check"), name);
            var some = choosing(Publisher.order(checkpoint), new Chosen.Paths(Set.of(name)));
            assertInstanceOf(Published.Refused.class, all.publish(agent, some));
        }
        assertEquals(0, all.host.pushes.get());
    }

    private String tree(Path entry) throws Exception {
        var process =
                new ProcessBuilder("git", "mktree", "-z")
                        .directory(agent.work().toFile())
                        .redirectInput(entry.toFile())
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return said.strip();
    }

    @Test
    void a_checkpoint_that_the_agent_built_on_goes_nowhere() throws Exception {
        write("ignored.txt", "not for others");
        String before = all.checkpoint(agent);
        agent.git("reset", "-q", "--hard", before).ok();
        agent.commit("c.txt", "on top");
        var refused =
                assertInstanceOf(
                        Published.Refused.class,
                        all.publish(agent, Publisher.order(all.checkpoint(agent))));
        assertTrue(refused.words().contains("built on a checkpoint"), refused.words());
    }

    /** Whatever address a submodule has, nobody of ours goes there. */
    @Test
    void the_address_of_a_submodule_is_not_asked() throws Exception {
        try (var canary = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            canary.setSoTimeout(1);
            String address = "http://127.0.0.1:" + canary.getLocalPort() + "/latest/meta-data";
            String linked = all.upstream("rev-parse", "v1^{commit}");
            write(
                    ".gitmodules",
                    "[submodule \"sub\"]\n\tpath = sub\n\turl = %s\n".formatted(address));
            agent.git("add", ".gitmodules").ok();
            agent.git("update-index", "--add", "--cacheinfo", "160000," + linked + ",sub").ok();
            agent.git("commit", "-q", "-m", "a submodule").ok();
            agent.git("push", "-q", "origin", "HEAD").ok();
            agent.git("fetch", "-q", "--recurse-submodules=no", "origin").ok();
            String checkpoint = all.checkpoint(agent);
            Proposal shown = all.propose(agent, checkpoint);
            assertTrue(shown.files().toString().contains(".gitmodules"), shown.toString());
            all.published(agent, Publisher.order(checkpoint));
            assertThrows(SocketTimeoutException.class, canary::accept);
        }
    }

    @Test
    void submodules_links_and_modes_are_as_they_were() throws Exception {
        String linked = all.upstream("rev-parse", "v1^{commit}");
        agent.git("update-index", "--add", "--cacheinfo", "160000," + linked + ",sub").ok();
        agent.git("update-index", "--add", "--cacheinfo", "160000," + linked + ",other/sub").ok();
        agent.git("commit", "-q", "-m", "submodules").ok();
        // A checkpoint has the files of the one, and nothing of the other.
        write("sub/file.txt", "content");
        write("tool.sh", "#!/bin/sh");
        assertTrue(agent.work().resolve("tool.sh").toFile().setExecutable(true));
        Files.createSymbolicLink(agent.work().resolve("link"), Path.of("/etc/passwd"));
        write("dir/a", "a");
        agent.git("rm", "-r", "-q", "--cached", "sub", "other/sub").ok();
        String checkpoint = all.checkpoint(agent);
        assertEquals(
                List.of("dir/a", "link", "tool.sh"),
                all.propose(agent, checkpoint).uncommitted().stream()
                        .map(file -> file.path())
                        .toList());
        String commit = all.published(agent, Publisher.order(checkpoint));
        assertEquals(
                List.of(
                        "100644 dir/a",
                        "120000 link",
                        "160000 other/sub",
                        "160000 sub",
                        "100755 tool.sh"),
                all.upstream("ls-tree", "-r", commit)
                        .lines()
                        .filter(line -> !line.matches(".*\t[ab][.]txt"))
                        .map(line -> line.replaceFirst(" .*\t", " "))
                        .toList());
    }

    @Test
    void a_file_in_the_place_of_a_folder_can_be_chosen() throws Exception {
        agent.commit("a.txt", "still a file");
        Files.delete(agent.work().resolve("a.txt"));
        write("a.txt/inner", "now a folder");
        Order order = Publisher.order(all.checkpoint(agent));
        String commit =
                all.published(agent, choosing(order, new Chosen.Paths(Set.of("a.txt/inner"))));
        assertEquals("a.txt/inner\nb.txt", all.upstream("ls-tree", "-r", "--name-only", commit));
    }

    @Test
    void names_that_are_no_text_are_published_as_they_are() throws Exception {
        String blob = agent.git("hash-object", "-w", "a.txt").ok();
        Path entry =
                Files.write(
                        folder.resolve("entry"),
                        ("100644 blob " + blob + "\t\u00ff\0")
                                .getBytes(StandardCharsets.ISO_8859_1));
        String tree = tree(entry);
        String commit = all.published(agent, Publisher.order(all.checkpoint(agent, tree)));
        assertEquals(tree, all.upstream("rev-parse", commit + "^{tree}"));
    }
}
