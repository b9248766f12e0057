package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Source;
import dev.ratoon.git.gateway.Agents.Wish;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.upstream.UpstreamSettings;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host sends that would take all memory to unpack; these tests run with 96 MiB. */
class UpstreamPackIT {
    private static final int MIB = 1 << 20;

    @TempDir Path folder;
    GitClient owner;
    Path upstream;
    HttpsHost host;
    Agents agents;

    @BeforeEach
    void aHost() throws Exception {
        Path repositories = Files.createDirectories(folder.resolve("host"));
        owner = new GitClient(folder);
        upstream = owner.repository(repositories.resolve("owner.git"));
        TestCertificate certificate = TestCertificate.make();
        host = new HttpsHost(repositories, certificate.server());
        agents =
                new Agents(
                        folder,
                        UpstreamSettings.defaults()
                                .withPrivateHosts(Set.of("localhost"), certificate.trust()),
                        PushLimits.defaults());
    }

    @AfterEach
    void nothingOfItStaysAndAllIsSound() throws Exception {
        agents.close();
        host.close();
        owner.assertSound(folder.resolve("store"));
        try (Stream<Path> all = Files.walk(folder.resolve("store"))) {
            assertEquals(
                    List.of(),
                    all.map(Path::toString).filter(one -> one.contains("incoming_")).toList());
        }
    }

    @Test
    @Tag("long")
    void aCommitThatIsLargerThanTheMemoryIsRefusedAndTakenOutAllGoesOn() throws Exception {
        Path commit = folder.resolve("commit");
        byte[] some = new byte[MIB];
        Arrays.fill(some, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(commit)) {
            out.write(
                    """
                    tree %s
                    author A <a@x> 1700000000 +0000
                    committer A <a@x> 1700000000 +0000

                    """
                            .formatted(owner.in(upstream, "rev-parse", "HEAD^{tree}").ok())
                            .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 200; i++) {
                out.write(some);
            }
        }
        String made =
                owner.in(upstream, "hash-object", "-w", "-t", "commit", commit.toString()).ok();
        owner.in(upstream, "update-ref", "refs/heads/huge", made).ok();
        String said = cloned("one").failed();
        assertTrue(said.contains("unpacking it takes 200 MiB of memory, and "), said);
        assertTrue(said.contains("have it repacked there"), said);

        owner.in(upstream, "update-ref", "-d", "refs/heads/huge").ok();
        cloned("two").ok();
    }

    @Test
    void deltasThatBranchAtEveryLevelAreRefused() throws Exception {
        int size = MIB;
        var pack = new RawPush(81);
        int base = pack.size();
        pack.object(RawPush.BLOB, size, new byte[0], new byte[size]);
        for (int i = 0; i < 40; i++) {
            int next = pack.size();
            for (String twin : List.of("one", "two")) {
                byte[] delta = RawPush.copy(size, twin + i);
                pack.object(
                        RawPush.OFS_DELTA, delta.length, RawPush.back(pack.size() - base), delta);
            }
            base = next;
            size += ("one" + i).length();
        }
        String said = sent(pack.packed());
        assertTrue(said.contains("packed so tightly that unpacking it takes "), said);
    }

    @Test
    void moreObjectsThanThereIsMemoryForAreRefused() throws Exception {
        String said = sent(new RawPush(-1).packed());
        assertTrue(said.contains("has 4294967295 objects, and "), said);
        assertTrue(said.contains("give it a larger heap"), said);
    }

    @Test
    void whatIsNoPackIsRefused() throws Exception {
        String said = sent("PACKAGE".getBytes(StandardCharsets.US_ASCII));
        assertTrue(said.contains("sends no sound pack (it is no pack)"), said);
    }

    private String sent(byte[] pack) throws Exception {
        host.sends = pack;
        String said = cloned("one").failed();
        host.sends = new byte[0];
        cloned("two").ok();
        return said;
    }

    private GitClient.Ran cloned(String name) throws Exception {
        return agents.agent(name, Wish.of(new Source.Https(host.address("owner.git")))).cloned();
    }
}
