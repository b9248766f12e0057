package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Source;
import dev.ratoon.git.gateway.Agents.Wish;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.upstream.UpstreamSettings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes that no git client makes by itself, and those that are too large. */
class HostilePushIT {
    private static final PushLimits SMALL =
            new PushLimits(1 << 20, 2 << 20, 32 << 20, 1_000, 8 << 20, List.of(), false);

    @TempDir Path folder;
    GitClient owner;
    Path upstream;
    Agents agents;
    Agents.One agent;

    @BeforeEach
    void anAgent() throws Exception {
        owner = new GitClient(folder);
        upstream = owner.repository(folder.resolve("owner"));
        agents = new Agents(folder, UpstreamSettings.defaults(), SMALL);
        agent = agents.agent("fix", Wish.of(new Source.LocalPath(upstream)));
        agent.cloned().ok();
    }

    @AfterEach
    void nothingOfItStaysAndAllIsSound() throws Exception {
        agents.close();
        owner.assertSound(folder.resolve("store"));
        try (Stream<Path> all = Files.walk(folder.resolve("store"))) {
            assertEquals(
                    List.of(),
                    all.map(Path::toString)
                            .filter(one -> one.matches(".*(incoming_|/received|\\.lock$).*"))
                            .toList());
        }
    }

    @Test
    void aPushThatIsTooLargeIsRefusedInWords() throws Exception {
        agent.git("checkout", "-q", "-b", "large").ok();
        owner.commitLarge(agent.work(), "large.bin", 6L << 20);
        String said = agent.git("push", "origin", "HEAD:ratoon/fix").failed();
        assertTrue(said.contains("(size)"), said);
        assertTrue(said.contains("brings more than 1 MiB at once"), said);
        agent.git("checkout", "-q", "ratoon/fix").ok();
        agent.commit("c.txt", "three");
        agent.git("push", "-q", "origin", "HEAD").ok();
    }

    /** It is answered before it was read to its end, and reads only once it has sent all of it. */
    @Test
    void whoSendsManyTimesTheMostIsToldWhy() throws Exception {
        URI url = URI.create(agents.url());
        String tip = agent.git("rev-parse", "HEAD").ok();
        String command = tip + " " + "1".repeat(40) + " refs/heads/ratoon/fix\0 report-status\n";
        String begin = "%04x%s0000".formatted(command.length() + 4, command);
        int much = 32 << 20;
        String head =
                """
                POST %s/git-receive-pack HTTP/1.1\r
                Host: localhost\r
                Authorization: Runner fix\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """
                        .formatted(url.getPath(), begin.length() + much);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write((head + begin).getBytes(StandardCharsets.US_ASCII));
            byte[] some = new byte[1 << 20];
            for (int sent = 0; sent < much; sent += some.length) {
                out.write(some);
            }
            byte[] answer = socket.getInputStream().readAllBytes();
            String said = new String(answer, StandardCharsets.ISO_8859_1);
            assertTrue(said.contains("ng refs/heads/ratoon/fix size"), said);
        }
    }

    @Test
    void aFileThatIsTooLargeIsRefusedInWords() throws Exception {
        Files.write(agent.work().resolve("zeros"), new byte[3 << 20]);
        agent.git("add", ".").ok();
        agent.git("commit", "-q", "-m", "zeros").ok();
        String said = agent.git("push", "origin", "HEAD").failed();
        assertTrue(said.contains("a file of 3 MiB, and 2 MiB is the most"), said);
        assertTrue(said.contains("Nobody can allow it: the limits hold for all"), said);
        assertFalse(said.contains("lfs"), "no large file storage is served here");
        assertEquals(List.of("size refs/heads/ratoon/fix"), agents.noted.refused);
    }

    @Test
    void aSmallPackThatUnpacksToMuchIsRefused() throws Exception {
        var push = new RawPush(40);
        for (int i = 0; i < 40; i++) {
            byte[] zeros = new byte[1 << 20];
            zeros[0] = (byte) i;
            push.object(RawPush.BLOB, zeros.length, new byte[0], zeros);
        }
        String said = sent(push);
        assertTrue(said.contains("unpacks to more than 32 MiB"), said);
    }

    @Test
    void aPackThatSaysLessThanItHoldsIsRefused() throws Exception {
        String said = sent(new RawPush(1).object(RawPush.BLOB, 10, new byte[0], new byte[1 << 20]));
        assertTrue(said.contains("an object is larger than it says"), said);
    }

    @Test
    void aPackThatSaysMoreObjectsThanThereIsMemoryForIsRefused() throws Exception {
        String said = sent(new RawPush(-1));
        assertTrue(said.contains("brings 4294967295 objects, and 1000 are the most"), said);
        said = sent(new RawPush(100));
        assertTrue(said.contains("no sound pack"), said);
    }

    @Test
    void deltasThatBranchAtEveryLevelAreRefused() throws Exception {
        int size = 256 << 10;
        var push = new RawPush(101);
        int base = push.size();
        push.object(RawPush.BLOB, size, new byte[0], new byte[size]);
        for (int i = 0; i < 50; i++) {
            int next = push.size();
            for (String twin : List.of("one", "two")) {
                byte[] delta = RawPush.copy(size, twin + i);
                push.object(
                        RawPush.OFS_DELTA, delta.length, RawPush.back(push.size() - base), delta);
            }
            base = next;
            size += ("one" + i).length();
        }
        String said = sent(push);
        assertTrue(said.contains("unpacking it takes"), said);
    }

    @Test
    void aLongChainThatDoesNotBranchIsTaken() throws Exception {
        for (int i = 0; i < 30; i++) {
            Files.writeString(
                    agent.work().resolve("grows"), "line\n".repeat(20_000) + "x\n".repeat(i));
            agent.git("add", ".").ok();
            agent.git("commit", "-q", "-m", "more").ok();
        }
        agent.git("push", "-q", "origin", "HEAD").ok();
        owner.in(agent.stored, "fsck", "--strict").ok();
    }

    @Test
    void whatTheMirrorHasAndTheAgentWasNotShownIsNotReferredTo() throws Exception {
        String secret = owner.commit(upstream, "secret.txt", "dropped");
        agent.git("fetch", "-q", "origin").ok();
        owner.in(upstream, "reset", "-q", "--hard", "HEAD~1").ok();
        var other = agents.agent("other", Wish.of(new Source.LocalPath(upstream)));
        other.cloned().ok();
        String tip = other.git("rev-parse", "HEAD").ok();
        String ref = "refs/heads/ratoon/other";
        String said = new RawPush(0).send(agents.url(), "Runner other", tip, secret, ref);
        assertTrue(said.contains("(fsck)") || said.contains("ng " + ref + " fsck"), said);
        String tree = owner.in(upstream, "rev-parse", secret + "^{tree}").ok();
        byte[] commit =
                ("tree "
                                + tree
                                + "\nparent "
                                + tip
                                + "\nauthor A <a@x> 1700000000 +0000\n"
                                + "committer A <a@x> 1700000000 +0000\n\nx\n")
                        .getBytes(StandardCharsets.US_ASCII);
        String id = id("commit", commit);
        said =
                new RawPush(1)
                        .object(RawPush.COMMIT, commit.length, new byte[0], commit)
                        .send(agents.url(), "Runner other", tip, id, ref);
        assertTrue(said.contains("ng " + ref + " fsck"), said);
        byte[] delta = RawPush.copy("dropped".length(), "!");
        said =
                new RawPush(1)
                        .object(
                                RawPush.REF_DELTA,
                                delta.length,
                                hex(owner.in(upstream, "rev-parse", secret + ":secret.txt").ok()),
                                delta)
                        .send(
                                agents.url(),
                                "Runner other",
                                tip,
                                id("blob", bytes("dropped!")),
                                ref);
        assertTrue(said.contains("ng " + ref + " fsck"), said);
        assertEquals(tip, owner.in(other.stored, "rev-parse", ref).ok());
    }

    @Test
    void whatIsNoSoundObjectIsRefused() throws Exception {
        String tree = agent.git("rev-parse", "HEAD^{tree}").ok();
        String tip = agent.git("rev-parse", "HEAD").ok();
        byte[] commit =
                bytes("tree %s\nparent %s\nauthor x\ncommitter x\n\nx\n".formatted(tree, tip));
        String said =
                new RawPush(1)
                        .object(RawPush.COMMIT, commit.length, new byte[0], commit)
                        .send(
                                agents.url(),
                                "Runner fix",
                                agent.git("rev-parse", "HEAD").ok(),
                                id("commit", commit),
                                "refs/heads/ratoon/fix");
        assertTrue(said.contains("ng refs/heads/ratoon/fix fsck"), said);
        assertTrue(said.contains("Nobody can allow it: what is not sound"), said);
    }

    @Test
    void aFileWhoseNameLeadsElsewhereIsRefused() throws Exception {
        String tip = agent.git("rev-parse", "HEAD").ok();
        for (String name : List.of("..", ".", ".git", ".GIT", "git~1", "a/b", "../canary", "")) {
            byte[] tree = treeOf(name, agent.git("rev-parse", "HEAD:a.txt").ok());
            byte[] commit =
                    bytes(
                            """
                            tree %s
                            parent %s
                            author A <a@x> 1700000000 +0000
                            committer A <a@x> 1700000000 +0000

                            x
                            """
                                    .formatted(id("tree", tree), tip));
            String said =
                    new RawPush(2)
                            .object(RawPush.TREE, tree.length, new byte[0], tree)
                            .object(RawPush.COMMIT, commit.length, new byte[0], commit)
                            .send(
                                    agents.url(),
                                    "Runner fix",
                                    tip,
                                    id("commit", commit),
                                    "refs/heads/ratoon/fix");
            assertTrue(said.contains("ng refs/heads/ratoon/fix fsck"), said);
            assertTrue(said.contains("does not stand git's own check"), said);
        }
        assertEquals(tip, owner.in(agent.stored, "rev-parse", "refs/heads/ratoon/fix").ok());
        assertFalse(Files.exists(folder.resolve("store/agents/canary")));
    }

    @Test
    void whoPushesOneWithRealGitReadsWhyAndGoesOn() throws Exception {
        for (String name : List.of("..", ".git")) {
            String file = agent.git("rev-parse", "HEAD:a.txt").ok();
            Path tree = Files.write(folder.resolve("tree"), treeOf(name, file));
            String made =
                    agent.git("hash-object", "-w", "--literally", "-t", "tree", tree.toString())
                            .ok();
            String commit = agent.git("commit-tree", made, "-p", "HEAD", "-m", "x").ok();
            refusedAsUnsound(commit, "invalid name '" + name + "'");
        }
        agent.commit("c.txt", "three");
        agent.git("push", "-q", "origin", "HEAD").ok();
    }

    @Test
    void aSubmoduleThatWouldRunSomethingOrLieElsewhereIsRefused() throws Exception {
        String sound =
                """
                [submodule "x"]
                \tpath = x
                \turl = https://example.invalid/x
                """;
        for (String hostile :
                List.of(
                        sound.replace("https://example.invalid/x", "--upload-pack=touch"),
                        sound.replace("path = x", "path = --option"),
                        sound.replace("submodule \"x\"", "submodule \"../x\""))) {
            agent.commit(".gitmodules", hostile);
            refusedAsUnsound("HEAD", "");
            agent.git("reset", "-q", "--hard", "HEAD~1").ok();
        }
        agent.commit(".gitmodules", sound);
        agent.git("push", "-q", "origin", "HEAD").ok();
    }

    /** As its git client prints it. */
    private void refusedAsUnsound(String commit, String why) throws Exception {
        String before = owner.in(agent.stored, "rev-parse", "refs/heads/ratoon/fix").ok();
        String said = agent.git("push", "origin", commit + ":ratoon/fix").failed();
        assertTrue(said.contains("-> ratoon/fix (fsck)"), said);
        assertTrue(said.contains("remote: Refused by the rule fsck: "), said);
        assertTrue(said.contains(why), said);
        assertEquals(before, owner.in(agent.stored, "rev-parse", "refs/heads/ratoon/fix").ok());
    }

    private static byte[] treeOf(String name, String file) {
        var tree = new ByteArrayOutputStream();
        tree.writeBytes(bytes("100644 " + name + "\0"));
        tree.writeBytes(hex(file));
        return tree.toByteArray();
    }

    @Test
    void namesThatAreNoNamesAreRefusedAndNothingIsMade() throws Exception {
        String tip = agent.git("rev-parse", "HEAD").ok();
        for (String ref :
                List.of(
                        "refs/heads/../../../escape",
                        "refs/ratoon/checkpoints/../../heads/main",
                        "refs/ratoon/checkpoints/1\nrefs/heads/x",
                        "HEAD",
                        "refs/heads/x.lock",
                        "../config",
                        "--option")) {
            String said = new RawPush(0).send(agents.url(), "Runner fix", RawPush.NONE, tip, ref);
            assertTrue(said.contains("error: invalid protocol: wanted 'old new ref'"), said);
            // Git's own client sends none of them: it refuses, or means a branch of that name.
            said = agent.git("push", "origin", "HEAD:" + ref).failed();
            assertTrue(
                    said.contains("invalid refspec '") || said.contains("-> " + ref + " (branch)"),
                    said);
        }
        for (String ref :
                List.of(
                        "refs/heads/--option",
                        "refs/heads/ratoon/fix/x",
                        "refs/ratoon/checkpoints/-1",
                        "refs/ratoon/checkpoints/1/x",
                        "refs/ratoon/base")) {
            String said = new RawPush(0).send(agents.url(), "Runner fix", RawPush.NONE, tip, ref);
            assertTrue(said.contains("ng " + ref + " branch"), said);
            assertTrue(said.contains("This sandbox pushes to its own branch alone"), said);
            assertEquals("branch " + ref, agents.noted.refused.getLast());
        }
        String refs = owner.in(agent.stored, "for-each-ref", "--format=%(refname)").ok();
        assertEquals(
                List.of(
                        "refs/heads/main",
                        "refs/heads/other",
                        "refs/heads/ratoon/fix",
                        "refs/ratoon/base",
                        "refs/ratoon/onto",
                        "refs/tags/v1"),
                refs.lines().toList());
        assertFalse(Files.exists(folder.resolve("store/escape")));
    }

    private String sent(RawPush push) throws Exception {
        String tip = agent.git("rev-parse", "HEAD").ok();
        return push.send(agents.url(), "Runner fix", tip, "1".repeat(40), "refs/heads/ratoon/fix");
    }

    private String id(String type, byte[] content) throws Exception {
        Path file = Files.write(folder.resolve("object"), content);
        return owner.in(folder, "hash-object", "--literally", "-t", type, file.toString()).ok();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String id) {
        return java.util.HexFormat.of().parseHex(id);
    }
}
