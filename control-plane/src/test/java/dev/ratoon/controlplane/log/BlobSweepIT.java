package dev.ratoon.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes of the payloads that are files, and what must not. */
@Timeout(60)
class BlobSweepIT {
    private static TestServer server;

    @TempDir Path folder;
    private Logs logs;
    private BlobStore blobs;
    private volatile boolean done;

    @BeforeAll
    static void start() {
        server = TestServer.start(System.getProperty("ratoon.test.database", "embedded"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() throws Exception {
        blobs = new BlobStore(folder);
        logs = Logs.in(Migrated.freshOn(server).source(), blobs).owned();
    }

    @Test
    void of_an_agent_that_is_gone_only_what_another_has_too_stays() throws Exception {
        UUID gone = logs.agent();
        UUID stays = logs.agent();
        byte[] shared = Logs.noise(20_000).getBytes(StandardCharsets.UTF_8);
        logs.hear(gone, "said", shared);
        logs.hear(stays, "said", shared);
        logs.say(gone, Logs.noise(20_000));
        assertEquals(2, files());
        logs.execute("delete from agents where id = '" + gone + "'");
        sweepAll();
        assertEquals(1, files());
        assertEquals(2, logs.store().read(stays, 0, 10).size());
    }

    @Tag("long")
    @Test
    void what_an_upload_or_an_agent_names_stays() throws Exception {
        UUID agent = logs.agent();
        String sent = hex(blobs.put(new byte[] {1}));
        String uploaded = hex(blobs.put(new byte[] {2}));
        logs.execute(
                "insert into agent_images select id, '\\x%s', 'image/png', 1 from agents where id = '%s'"
                        .formatted(sent, agent));
        logs.execute(
                "insert into uploaded_images select id, '\\x%s', 'image/png', 1, now() from users limit 1"
                        .formatted(uploaded));
        sweepAll();
        assertEquals(2, files());
        logs.execute("delete from agents where id = '" + agent + "'");
        sweepAll();
        assertEquals(1, files());
        logs.execute("delete from uploaded_images");
        sweepAll();
        assertEquals(0, files());
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void what_was_never_committed_goes() throws Exception {
        byte[] orphan = blobs.put(new byte[20_000]);
        Files.createDirectories(folder.resolve("66"));
        Files.writeString(folder.resolve("66").resolve(".draft1"), "cut off");
        sweepAll();
        assertFalse(blobs.has(orphan));
        assertEquals(0, files());
    }

    /** The file is there already and nothing refers to it: the moment at which it could go. */
    @Test
    void what_somebody_is_about_to_refer_to_stays() throws Exception {
        UUID agent = logs.agent();
        byte[] content = Logs.noise(20_000).getBytes(StandardCharsets.UTF_8);
        byte[] digest = blobs.put(content);
        CompletableFuture<Void> sweeping;
        try (Connection writer = logs.database().getConnection()) {
            writer.setAutoCommit(false);
            BlobLocks.adding(writer);
            blobs.put(content);
            sweeping = CompletableFuture.runAsync(this::sweepAll);
            awaitWaiting(sweeping);
            refer(writer, agent, digest);
            writer.commit();
        }
        sweeping.join();
        assertEquals(20_000, blobs.get(digest).length);
    }

    /** The same by the real append path, many times, with sweeps all the time. */
    @Test
    @Tag("long")
    void no_append_loses_its_payload_to_a_sweep() throws Exception {
        UUID agent = logs.agent();
        byte[] content = Logs.noise(20_000).getBytes(StandardCharsets.UTF_8);
        var sweeping =
                CompletableFuture.runAsync(
                        () -> {
                            while (!done) {
                                sweepAll();
                            }
                        });
        for (int i = 0; i < 200; i++) {
            logs.hear(agent, "said", content);
            assertTrue(blobs.has(BlobStore.sha256(content)), "lost in round " + i);
            logs.execute("delete from events where agent_id = '" + agent + "' and seq > 1");
        }
        done = true;
        sweeping.join();
    }

    @Test
    void nothing_goes_while_a_backup_copies_or_a_restore_brings_back() throws Exception {
        byte[] orphan = blobs.put(new byte[20_000]);
        try (Connection keeper = logs.database().getConnection();
                var _ = BlobLocks.keeping(keeper)) {
            sweepAll();
            assertTrue(blobs.has(orphan));
        }
        sweepAll();
        assertFalse(blobs.has(orphan));
    }

    @Tag("long")
    @Test
    void a_home_that_belongs_to_another_database_keeps_all() throws Exception {
        logs.say(logs.agent(), Logs.noise(20_000));
        sweepAll();
        var other = Logs.in(Migrated.freshOn(server).source(), blobs).owned();
        sweepAll(other);
        assertEquals(1, files());
        sweepAll();
        assertEquals(1, files());
    }

    private void sweepAll() {
        sweepAll(logs);
    }

    /** As often as it takes to come past every folder. */
    private void sweepAll(Logs of) {
        var sweep = new BlobSweep(of.database(), blobs);
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        for (int minute = 0; minute < 64; minute++) {
            sweep.sweep(now.plusSeconds(60L * minute));
        }
    }

    private long files() throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("database"))
                    .count();
        }
    }

    /** Until it waits for our lock; one that does not wait has ended, and has done its harm. */
    private void awaitWaiting(CompletableFuture<Void> sweeping) throws Exception {
        while (!sweeping.isDone()
                && logs.one("select count(*) from pg_locks where not granted").equals("0")) {
            Thread.onSpinWait();
        }
    }

    private static void refer(Connection writer, UUID agent, byte[] digest) throws Exception {
        try (var insert =
                writer.prepareStatement(
                        "insert into events (agent_id, seq, at, source, type, n, blob)"
                                + " values (?, 2, now(), 'reported', 'said', 1, ?)")) {
            insert.setObject(1, agent);
            insert.setBytes(2, digest);
            insert.executeUpdate();
        }
    }
}
