package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Source;
import dev.ratoon.git.gateway.Agents.Wish;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.upstream.UpstreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store after many pushes and fetches, checked by real git. */
class UpkeepIT {
    private static final int MANY = 24;
    private static final Duration LONGER_THAN_PACKS_STAY = Duration.ofHours(1);

    @TempDir Path folder;
    GitClient owner;
    Path upstream;
    Agents agents;

    @BeforeEach
    void aStore() throws Exception {
        owner = new GitClient(folder);
        upstream = owner.repository(folder.resolve("owner"));
        agents = new Agents(folder, UpstreamSettings.defaults(), PushLimits.defaults());
    }

    @AfterEach
    void close() {
        agents.close();
    }

    @Test
    void manyPushesBecomeOnePackAndNothingIsLost() throws Exception {
        var agent = agents.agent("fix", source());
        agent.cloned().ok();
        for (int i = 0; i < MANY; i++) {
            agent.commit("c.txt", "change " + i);
            agent.git("push", "-q", "origin", "HEAD", "HEAD:refs/ratoon/checkpoints/" + i).ok();
        }
        assertTrue(packs(agent.stored) >= MANY);
        String all = objects(agent.stored);

        Instant now = Instant.now();
        agents.store.upkeep().tidy(now, 0, 1);
        assertEquals(MANY + 1, packs(agent.stored), "old packs stay for those who read them");
        agents.store.upkeep().tidy(now.plus(LONGER_THAN_PACKS_STAY), 0, 1);

        assertEquals(1, packs(agent.stored));
        assertEquals(all, objects(agent.stored));
        owner.in(agent.stored, "fsck", "--full", "--strict").ok();
        agent.commit("c.txt", "and on");
        agent.git("push", "-q", "origin", "HEAD").ok();
        assertEquals("and on", agent.git("log", "-1", "--format=%s", "@{upstream}").ok());
    }

    @Test
    void aMirrorIsWrittenWithBitmapsAgainWhenItHasGrown() throws Exception {
        var agent = agents.agent("fix", source());
        agent.cloned().ok();
        for (int i = 0; i < MANY; i++) {
            owner.commitLarge(upstream, "large" + i, 1 << 16);
            agent.git("fetch", "-q", "origin").ok();
        }
        Path mirror = mirror();
        String all = objects(mirror);
        Instant now = Instant.now();
        agents.store.upkeep().tidy(now, 0, 1);
        agents.store.upkeep().tidy(now.plus(LONGER_THAN_PACKS_STAY), 0, 1);

        assertEquals(1, packs(mirror));
        assertEquals(1, files(mirror, ".bitmap"));
        assertEquals(all, objects(mirror));
        owner.in(mirror, "fsck", "--full", "--strict").ok();
        var next = agents.agent("next", source());
        next.cloned().ok();
        assertTrue(Files.exists(next.work().resolve("large" + (MANY - 1))));
    }

    @Test
    @Tag("long")
    void whoClonesMeanwhileGetsAllOfIt() throws Exception {
        var agent = agents.agent("fix", source());
        agent.cloned().ok();
        for (int i = 0; i < MANY; i++) {
            owner.commitLarge(upstream, "large" + i, 1 << 19);
            agent.git("fetch", "-q", "origin").ok();
        }
        Process clone = agents.agent("next", source()).start("clone", "-q", agents.url(), "clone");
        Instant now = Instant.now();
        agents.store.upkeep().tidy(now, 0, 1);
        agents.store.upkeep().tidy(now.plus(LONGER_THAN_PACKS_STAY), 0, 1);
        assertTrue(clone.waitFor(100, TimeUnit.SECONDS));
        assertEquals(0, clone.exitValue());
    }

    @Test
    void fewPacksAreLeftAsTheyAre() throws Exception {
        var agent = agents.agent("fix", source());
        agent.cloned().ok();
        agent.commit("c.txt", "three");
        agent.git("push", "-q", "origin", "HEAD").ok();
        agents.store.upkeep().tidy(Instant.now(), 0, 1);
        assertEquals(1, packs(agent.stored));
        assertFalse(Files.exists(agent.stored.resolve("replaced")));
    }

    @Test
    void aMirrorGoesWhenNobodyBorrowsFromItAndNobodyAsks() throws Exception {
        var agent = agents.agent("fix", source());
        agent.cloned().ok();
        Path mirror = mirror();
        Instant later = Instant.now().plus(Duration.ofDays(8));
        assertEquals(0, agents.store.upkeep().deleteUnused(later), "an agent borrows from it");
        agents.store.delete(agent.repository.agent());
        Instant before = Instant.now().minus(Duration.ofDays(8));
        assertEquals(0, agents.store.upkeep().deleteUnused(before), "it was asked for since");
        assertEquals(1, agents.store.upkeep().deleteUnused(later));
        assertFalse(Files.exists(mirror));
        var next = agents.agent("next", source());
        next.cloned().ok();
        assertTrue(Files.exists(mirror));
    }

    @Test
    void aFullDiskRefusesInWordsAndStaysReadable() throws Exception {
        var agent = agents.agent("fix", source());
        agent.cloned().ok();
        agent.commit("c.txt", "three");
        long all = Files.getFileStore(folder).getTotalSpace();
        try (var full =
                new Agents(folder, UpstreamSettings.defaults(), PushLimits.defaults(), all)) {
            var same = full.known("fix", agent, source());
            same.git("remote", "set-url", "origin", full.url()).ok();
            String said = same.git("push", "-q", "origin", "HEAD").failed();
            assertTrue(said.contains("The disk of Ratoon's repositories is full"), said);
            same.git("fetch", "-q", "origin").ok();
            owner.commit(upstream, "d.txt", "four");
            said = same.git("fetch", "-q", "origin").failed();
            assertTrue(said.contains("The disk of Ratoon's repositories is full"), said);
        }
    }

    private Wish source() {
        return Wish.of(new Source.LocalPath(upstream));
    }

    private Path mirror() throws IOException {
        try (Stream<Path> mirrors = Files.list(folder.resolve("store/mirrors"))) {
            return mirrors.findFirst().orElseThrow();
        }
    }

    private String objects(Path repository) throws Exception {
        return owner.in(
                        repository,
                        "cat-file",
                        "--batch-check=%(objectname) %(objecttype) %(objectsize)",
                        "--batch-all-objects")
                .ok();
    }

    private static long packs(Path repository) throws IOException {
        return files(repository, ".pack");
    }

    private static long files(Path repository, String end) throws IOException {
        try (Stream<Path> files = Files.list(repository.resolve("objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(end)).count();
        }
    }
}
