package dev.ratoon.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Facts that another version of the fold has written, in a shape that this one cannot read. */
@Tag("long")
@Timeout(120)
class RefoldIT {
    private static final String OF_OLD =
            "update agents set facts = 'another shape', facts_version = 0, title = '', state = 'old',"
                    + " state_since = 'epoch', holds_sandbox = not holds_sandbox,"
                    + " last_active_at = now() + interval '1 year', due_at = null";

    private static TestServer server;

    @TempDir Path folder;
    private Logs logs;

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
        logs = Logs.in(Migrated.freshOn(server).source(), new BlobStore(folder)).owned();
    }

    @Test
    void they_follow_from_the_log_again_with_all_that_is_searched_by() throws Exception {
        UUID agent = working();
        Facts facts = logs.store().facts(agent).orElseThrow();
        String row = row(agent);
        Instant active = logs.lastActive(agent);
        logs.execute(OF_OLD);
        assertEquals(1, all());
        assertEquals(facts, logs.store().facts(agent).orElseThrow());
        assertEquals(row, row(agent));
        assertEquals(active, logs.lastActive(agent));
        assertEquals("t", logs.one("select due_at <= now() from agents"));
        assertEquals(0, all());
    }

    @Test
    void two_processes_share_the_work_and_both_wait_for_its_end() throws Exception {
        IntStream.range(0, 200).forEach(_ -> logs.agent());
        logs.execute(OF_OLD);
        var together = new CyclicBarrier(2);
        Callable<Integer> process =
                () -> {
                    together.await();
                    int folded = all();
                    assertEquals("0", left());
                    return folded;
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> both = List.of(threads.submit(process), threads.submit(process));
            assertEquals(200, both.get(0).get() + both.get(1).get());
        }
    }

    @Test
    void one_that_is_cut_off_is_gone_on_with() throws Exception {
        IntStream.range(0, 300).forEach(_ -> logs.agent());
        logs.execute(OF_OLD);
        try (Connection connection = logs.database().getConnection();
                var killer = Executors.newVirtualThreadPerTaskExecutor()) {
            int pid = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            Future<String> killed =
                    killer.submit(
                            () -> {
                                while (Integer.parseInt(left()) > 250) {
                                    Thread.onSpinWait();
                                }
                                return logs.one("select pg_terminate_backend(" + pid + ")");
                            });
            assertThrows(SQLException.class, () -> refold().all(connection));
            assertEquals("t", killed.get());
        }
        int left = Integer.parseInt(left());
        assertEquals(left, all());
        assertTrue(left > 0, "it was not cut off");
        assertEquals("0", left());
    }

    @Test
    void an_append_in_between_does_not_build_on_facts_of_another_version() throws Exception {
        UUID agent = working();
        logs.execute(OF_OLD);
        logs.say(agent, "more");
        assertEquals(2, logs.store().facts(agent).orElseThrow().talk().queue().size());
        assertEquals(0, all());
    }

    @Test
    void an_append_to_damaged_facts_makes_them_of_the_log_again() throws Exception {
        UUID agent = working();
        logs.execute("update agents set facts = 'no JSON'");
        logs.say(agent, "more");
        assertEquals(2, logs.store().facts(agent).orElseThrow().talk().queue().size());
    }

    @Test
    void damaged_facts_are_mended_by_whoever_asks_first() throws Exception {
        UUID agent = working();
        Facts facts = logs.store().facts(agent).orElseThrow();
        String row = row(agent);
        logs.execute("update agents set facts = 'no JSON', title = ''");
        assertEquals(facts, logs.store().facts(agent).orElseThrow());
        assertEquals(row, row(agent));
        assertEquals(1, logs.store().factsOfSandboxed().size());
    }

    @Test
    void an_agent_whose_log_lacks_a_payload_keeps_no_other_from_theirs() throws Exception {
        UUID lacking = logs.agent();
        logs.say(lacking, Logs.noise(20_000));
        UUID other = working();
        Facts facts = logs.store().facts(other).orElseThrow();
        logs.execute(OF_OLD);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        assertEquals(1, all());
        assertEquals(facts, logs.store().facts(other).orElseThrow());
    }

    /** In the middle of a turn, with much that no fact follows from. */
    private UUID working() {
        UUID agent = logs.agent();
        logs.say(agent, "go");
        logs.see(agent, new ObservedEvent.SandboxWanted(1, Instant.now().plusSeconds(900)));
        logs.see(agent, new ObservedEvent.RunnerConnected(1, "key", "box", "1", "p"));
        for (int i = 0; i < 30; i++) {
            logs.hear(agent, "said", Logs.noise(i * 1_000).getBytes(StandardCharsets.UTF_8));
        }
        logs.see(agent, new ObservedEvent.SandboxStarted(1, "bubblewrap"));
        return agent;
    }

    private Refold refold() {
        return new Refold(logs.blobs(), Clock.systemUTC());
    }

    private int all() throws Exception {
        try (Connection connection = logs.database().getConnection()) {
            return refold().all(connection);
        }
    }

    private String left() throws SQLException {
        return logs.one("select count(*) from agents where facts_version = 0");
    }

    private String row(UUID agent) throws SQLException {
        return logs.one(
                "select row(title, state, state_since, holds_sandbox, facts_version, reap_at)::text"
                        + " from agents where id = '"
                        + agent
                        + "'");
    }
}
