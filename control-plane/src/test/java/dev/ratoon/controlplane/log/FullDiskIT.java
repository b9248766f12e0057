package dev.ratoon.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real disks that are full: of payloads, and of the database. */
@Timeout(120)
class FullDiskIT {
    private static TestServer server;

    @TempDir Path folder;
    private Path disk;
    private Migrated database;

    @BeforeAll
    static void start() {
        // Its user may make a tablespace.
        server = TestServer.start("debian");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted =
                shell("mount -t tmpfs -o mode=0700,size=1m ratoon-test '" + disk + "'") == 0;
        if (!mounted) {
            System.out.println("Skipped: a full disk. This user may not mount one.");
        }
        assumeTrue(mounted, "may not mount");
        database = Migrated.freshOn(server);
    }

    @AfterEach
    void unmount() throws Exception {
        shell("umount '" + disk + "' 2>/dev/null || umount -l '" + disk + "'");
    }

    @Test
    void a_payload_that_finds_no_room_leaves_nothing_and_goes_in_when_there_is_some()
            throws Exception {
        Logs logs = Logs.in(database.source(), new BlobStore(disk)).owned();
        UUID agent = logs.agent();
        int fitted = untilFull(() -> logs.hear(agent, "said", bytes(100_000)));
        assertTrue(fitted > 0);
        assertNoDraft();
        logs.say(agent, "short");
        Failure refused = assertThrows(Failure.class, () -> logs.say(agent, Logs.noise(500_000)));
        assertTrue(refused.forTheCaller().contains(disk + " is full"), refused::getMessage);
        assertEquals(fitted + 2, whole(logs, agent).size());
        room();
        logs.say(agent, Logs.noise(500_000));
        logs.hear(agent, "said", bytes(100_000));
        assertEquals(fitted + 4, whole(logs, agent).size());
        assertTrue(refused.getMessage().contains("try again"), refused::getMessage);
    }

    @Test
    void an_agent_that_finds_no_room_is_not_half_there() throws Exception {
        Logs logs = Logs.in(database.source(), new BlobStore(disk)).owned();
        UUID agent = logs.agent();
        untilFull(() -> logs.hear(agent, "said", bytes(100_000)));
        var asked = new LogStore.Asked(Logs.OWNER, "key", "digest");
        UUID id = UUID.randomUUID();
        var first = Logs.first(id, Logs.noise(500_000));
        Failure refused =
                assertThrows(
                        Failure.class,
                        () -> logs.store().create(id, asked, first, logs.clock().instant()));
        assertEquals(ProblemType.NO_ROOM, refused.type());
        assertEquals("1", logs.one("select count(*) from agents"));
        room();
        assertTrue(logs.store().create(id, asked, first, logs.clock().instant()).isPresent());
        assertEquals(2, whole(logs, id).size());
    }

    /** Its table alone is on the full disk, for without room for its own log PostgreSQL ends. */
    @Test
    void a_database_that_finds_no_room_says_so_and_goes_on() throws Exception {
        Path space = Files.createDirectory(disk.resolve("space"));
        shell("chmod 700 '" + space + "'; mount -o remount,size=4m '" + disk + "'");
        String name = "full_" + Long.toHexString(System.nanoTime());
        database.execute("create tablespace " + name + " location '" + space + "'");
        try {
            database.execute("alter table events set tablespace " + name);
            Logs logs = Logs.in(database.source(), new BlobStore(folder)).owned();
            UUID agent = logs.agent();
            int fitted = untilFull(() -> logs.hear(agent, "said", bytes(16_000)));
            assertTrue(fitted > 10);
            assertEquals(fitted + 1, whole(logs, agent).size());
            room();
            logs.hear(agent, "said", bytes(16_000));
            assertEquals(fitted + 2, whole(logs, agent).size());
            database.execute("alter table events set tablespace pg_default");
        } finally {
            shell("mount -o remount,size=64m '" + disk + "'");
            database.execute("drop table events cascade");
            database.execute("drop tablespace " + name);
        }
    }

    private interface Appending {
        void append();
    }

    /** How many went in before the disk was full, which is said as such. */
    private static int untilFull(Appending appending) {
        for (int n = 0; n < 10_000; n++) {
            try {
                appending.append();
            } catch (Failure e) {
                assertEquals(ProblemType.NO_ROOM, e.type(), e::toString);
                return n;
            }
        }
        throw new AssertionError("never full");
    }

    /** The log without a gap, its outbox without a gap, and the row that says the same. */
    private static List<LogEvent> whole(Logs logs, UUID agent) throws Exception {
        List<LogEvent> events = logs.store().read(agent, 0, 10_000);
        assertEquals(
                LongStream.rangeClosed(1, events.size()).boxed().toList(),
                events.stream().map(LogEvent::seq).toList());
        List<Long> numbers = events.stream().map(LogEvent::n).filter(n -> n > 0).toList();
        assertEquals(LongStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers);
        assertEquals(
                events.size() + " " + numbers.size(),
                logs.one(
                        "select last_seq || ' ' || acknowledged from agents where id = '"
                                + agent
                                + "'"));
        return events;
    }

    private void assertNoDraft() throws Exception {
        try (Stream<Path> files = Files.walk(disk)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.getFileName().toString().startsWith(".draft"))
                            .toList());
        }
    }

    private void room() throws Exception {
        assertEquals(0, shell("mount -o remount,size=64m '" + disk + "'"));
    }

    private static byte[] bytes(int length) {
        return Logs.noise(length).getBytes(StandardCharsets.UTF_8);
    }

    private static int shell(String line) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", line).inheritIO().start().waitFor();
    }
}
