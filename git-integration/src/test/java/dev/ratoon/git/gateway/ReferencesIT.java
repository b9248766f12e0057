package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Source;
import dev.ratoon.git.gateway.Agents.Wish;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.upstream.UpstreamSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes whose new trees refer to what did not come with them. */
class ReferencesIT {
    @TempDir Path folder;
    GitClient owner;
    Agents agents;
    Agents.One one;
    Agents.One two;

    @BeforeEach
    void twoAgents() throws Exception {
        owner = new GitClient(folder);
        Path upstream = owner.repository(folder.resolve("owner"));
        agents = new Agents(folder, UpstreamSettings.defaults(), PushLimits.defaults());
        one = agents.agent("one", Wish.of(new Source.LocalPath(upstream)));
        two = agents.agent("two", Wish.of(new Source.LocalPath(upstream)));
        one.cloned().ok();
        two.cloned().ok();
    }

    @AfterEach
    void allIsSound() throws Exception {
        agents.close();
        owner.assertSound(folder.resolve("store"));
    }

    @Test
    void whatOnlyMovedOrComesFromAnotherBranchIsTaken() throws Exception {
        Files.createDirectories(two.work().resolve("deep/er"));
        two.git("mv", "b.txt", "deep/er/moved.txt").ok();
        two.git("commit", "-q", "-m", "moved").ok();
        two.git("merge", "-q", "-m", "both", "origin/other").ok();
        two.git("push", "-q", "origin", "HEAD").ok();
        assertEquals("two", owner.in(two.stored, "show", "ratoon/two:deep/er/moved.txt").ok());
    }

    /** At the place of a file, of a folder, and under the name of what is there. */
    @Test
    void whatIsAnotherAgentsIsNotReferredToByANewTree() throws Exception {
        Files.createDirectories(one.work().resolve("folder"));
        one.commit("folder/secret.txt", "of one");
        one.git("push", "-q", "origin", "HEAD").ok();
        String blob = one.git("rev-parse", "HEAD:folder/secret.txt").ok();
        String tree = one.git("rev-parse", "HEAD:folder").ok();
        for (byte[] entry :
                new byte[][] {
                    entry("100644 new", blob), entry("40000 new", tree), entry("100644 b.txt", blob)
                }) {
            refused(entry);
        }
    }

    private void refused(byte[] tree) throws Exception {
        String tip = two.git("rev-parse", "HEAD").ok();
        String name = owner.in(two.work(), "hash-object", "-t", "tree", file(tree)).ok();
        String text =
                """
                tree %s
                parent %s
                author A <a@x> 1700000000 +0000
                committer A <a@x> 1700000000 +0000

                x
                """
                        .formatted(name, tip);
        byte[] commit = text.getBytes(StandardCharsets.US_ASCII);
        String id = owner.in(two.work(), "hash-object", "-t", "commit", file(commit)).ok();
        String ref = "refs/heads/ratoon/two";
        String said =
                new RawPush(2)
                        .object(RawPush.TREE, tree.length, new byte[0], tree)
                        .object(RawPush.COMMIT, commit.length, new byte[0], commit)
                        .send(agents.url(), "Runner two", tip, id, ref);
        assertTrue(said.contains("ng " + ref + " fsck"), said);
        assertEquals(tip, owner.in(two.stored, "rev-parse", ref).ok());
    }

    private String file(byte[] bytes) throws Exception {
        return Files.write(folder.resolve("object"), bytes).toString();
    }

    private static byte[] entry(String name, String id) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((name + "\0").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(HexFormat.of().parseHex(id));
        return bytes.toByteArray();
    }
}
