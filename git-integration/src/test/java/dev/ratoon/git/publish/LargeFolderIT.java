package dev.ratoon.git.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Source;
import dev.ratoon.git.gateway.Agents;
import dev.ratoon.git.gateway.Agents.Wish;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of 80,000 files. The list of a folder can only be held whole, and this heap is 96 MiB.
 */
class LargeFolderIT {
    private static final int FILES = 80_000;
    private static final int HALF = FILES / 2;

    /** The list has 5 MiB. */
    private static final int USUAL = 40;

    /** The list has 17 MiB. */
    private static final int LONG = 200;

    @TempDir Path folder;
    private Publisher all;
    private String file = "";

    @BeforeEach
    void aHost() throws Exception {
        all = new Publisher(folder);
        file = all.upstream("rev-parse", "main:a.txt");
    }

    @AfterEach
    void close() {
        all.close();
    }

    @Test
    void it_is_cloned_pushed_kept_shown_and_published() throws Exception {
        String base = onMain(FILES, USUAL);
        Agents.One agent = cloned(all.wish());
        assertEquals(base, agent.git("rev-parse", "HEAD").ok());
        assertEquals(FILES, files(agent.work(), "HEAD"));

        String pushed = committed(agent, root(agent.work(), 0, FILES + 1, USUAL));
        agent.git("push", "-q", "origin", pushed + ":refs/heads/ratoon/fix").ok();
        assertEquals(FILES + 1, files(agent.stored, "refs/heads/ratoon/fix"));

        agent.git("update-ref", "HEAD", pushed).ok();
        String kept = all.checkpoint(agent, root(agent.work(), 0, FILES + 2, USUAL));
        Proposal shown = all.propose(agent, kept);
        assertEquals(2, shown.files().size(), shown::toString);
        assertEquals(1, shown.uncommitted().size(), shown::toString);
        String published = all.published(agent, Publisher.order(kept));
        assertEquals(published, all.upstream("rev-parse", "ratoon/fix"));
        assertEquals(FILES + 2, files(all.upstream, "ratoon/fix"));
    }

    @Test
    void a_folder_of_this_machine_that_has_it_is_cloned() throws Exception {
        onMain(FILES, USUAL);
        Agents.One agent = cloned(Wish.of(new Source.LocalPath(all.upstream)));
        assertEquals(FILES, files(agent.work(), "HEAD"));
    }

    @Test
    void one_that_is_too_large_to_be_read_is_refused_in_words_and_the_agent_goes_on()
            throws Exception {
        Agents.One agent = all.agent();
        String large = committed(agent, root(agent.work(), 0, FILES, LONG));
        for (String ref : new String[] {"refs/heads/ratoon/fix", "refs/ratoon/checkpoints/1"}) {
            String said = agent.git("push", "origin", large + ":" + ref).failed();
            assertTrue(said.contains("Refused by the rule size: The push has a folder"), said);
            assertTrue(said.contains("16 MiB: divide it into several folders."), said);
        }
        agent.git("cat-file", "-e", large).ok();
        assertFalse(all.owner.in(agent.stored, "cat-file", "-e", large).code() == 0, "no object");
        String commit = agent.commit("c.txt", "three");
        agent.git("push", "-q", "origin", "HEAD").ok();
        assertEquals(commit, all.owner.in(agent.stored, "rev-parse", "ratoon/fix").ok());
    }

    @Test
    void upstream_with_one_that_is_too_large_is_said_and_nothing_half_is_left() throws Exception {
        String before = all.upstream("rev-parse", "main");
        onMain(FILES, LONG);
        for (Source source :
                new Source[] {all.source("auth/owner.git"), new Source.LocalPath(all.upstream)}) {
            Wish wish = Wish.of(source).with(Publisher.LOGIN);
            String said = all.agents.agent("fix", wish).cloned("--no-checkout").failed();
            assertTrue(said.contains(" has a folder of so many files"), said);
            assertTrue(said.contains("16 MiB: have it divided there."), said);
        }
        all.upstream("update-ref", "refs/heads/main", before);
        assertEquals("two", Files.readString(all.agent().work().resolve("b.txt")));
    }

    @Tag("long")
    @Test
    void two_that_would_come_together_as_one_too_large_are_left_to_the_agent() throws Exception {
        Agents.One agent = all.agent();
        String later = root(agent.work(), HALF, FILES, LONG);
        String kept = all.checkpoint(agent, later);
        update(root(all.upstream, 0, HALF, LONG));
        String why = "(it would have a folder of so many files that";
        List<String> conflicts = all.propose(agent, kept).standing().conflicts();
        assertTrue(conflicts.toString().contains(why), conflicts::toString);
        Order order = Publisher.order(kept);
        var no =
                assertInstanceOf(
                        Published.Conflicts.class,
                        all.publish(agent, Publisher.together(order, Together.MERGE)));
        assertTrue(no.paths().toString().contains(why), no::toString);
        assertEquals("", all.upstream("branch", "--list", "ratoon/fix"));
        String published = all.published(agent, order);
        assertEquals(later, all.upstream("rev-parse", published + "^{tree}"));
    }

    @Test
    void what_was_chosen_and_would_be_one_too_large_is_refused_in_words() throws Exception {
        Agents.One agent = all.agent();
        agent.git("config", "pack.window", "0").ok();
        String earlier = committed(agent, root(agent.work(), 0, HALF, LONG));
        agent.git("update-ref", "HEAD", earlier).ok();
        String kept = all.checkpoint(agent, root(agent.work(), HALF, FILES, LONG));
        Set<String> added =
                IntStream.range(HALF, FILES)
                        .mapToObj(i -> "many/" + name(i, LONG))
                        .collect(Collectors.toSet());
        Order order = Publisher.choosing(Publisher.order(kept), new Chosen.Paths(added));
        var no = assertInstanceOf(Published.Refused.class, all.publish(agent, order));
        assertTrue(no.words().startsWith("What was chosen would have a folder of "), no.words());
        assertEquals("", all.upstream("branch", "--list", "ratoon/fix"));
    }

    private static String name(int file, int letters) {
        return "%06d".formatted(file) + "n".repeat(letters - 6);
    }

    private Agents.One cloned(Wish wish) throws Exception {
        Agents.One agent = all.agents.agent("fix", wish);
        agent.cloned("--no-checkout").ok();
        return agent;
    }

    private int files(Path repository, String commit) throws Exception {
        return all.owner.in(repository, "ls-tree", commit + ":many").ok().split("\n").length;
    }

    private String onMain(int files, int letters) throws Exception {
        return update(root(all.upstream, 0, files, letters));
    }

    private String update(String root) throws Exception {
        String commit = all.upstream("commit-tree", root, "-p", "main", "-m", "Many");
        all.upstream("update-ref", "refs/heads/main", commit);
        return commit;
    }

    private static String committed(Agents.One agent, String root) throws Exception {
        return agent.git("commit-tree", root, "-p", "HEAD", "-m", "More").ok();
    }

    /** With the folder in it, whose files are all the same one. */
    private String root(Path repository, int first, int end, int letters) throws Exception {
        var many = new ByteArrayOutputStream();
        for (int i = first; i < end; i++) {
            many.write(entry("100644", name(i, letters), file));
        }
        return tree(repository, entry("40000", "many", tree(repository, many.toByteArray())));
    }

    /** As git has it: to any other command each file would have to be said. */
    private String tree(Path repository, byte[] list) throws Exception {
        Path written = Files.write(folder.resolve("list"), list);
        return all.owner.in(repository, "hash-object", "-t", "tree", "-w", written.toString()).ok();
    }

    private static byte[] entry(String mode, String name, String id) throws IOException {
        var entry = new ByteArrayOutputStream();
        entry.write((mode + " " + name + "\0").getBytes(US_ASCII));
        entry.write(HexFormat.of().parseHex(id));
        return entry.toByteArray();
    }
}
