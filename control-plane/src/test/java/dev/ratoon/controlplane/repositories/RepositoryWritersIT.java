package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.basis.Generated;
import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.git.GitTrouble;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes on one database, and the repositories that both write to. */
@Timeout(60)
class RepositoryWritersIT {
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static TestServer server;
    private DataSource database;
    private RepositoryWriters one;
    private RepositoryWriters other;

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
        database = Migrated.freshOn(server).source();
        one = writers("one");
        other = writers("other");
    }

    private RepositoryWriters writers(String process) {
        return writers(process, Duration.ofMinutes(1));
    }

    private RepositoryWriters writers(String process, Duration patience) {
        return new RepositoryWriters(
                new WriterLeases(database, process), Generated.ids(), OFTEN, patience);
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    @Test
    void many_in_two_processes_write_one_after_the_other() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RepositoryWriters process = i % 2 == 0 ? one : other;
            all.add(
                    () ->
                            process.alone(
                                    "mirrors/a",
                                    () -> {
                                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                        Thread.onSpinWait();
                                        return inside.getAndDecrement();
                                    }));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(all)) {
                assertEquals(1, each.get());
            }
        }
        assertEquals(1, most.get());
    }

    @Test
    void two_repositories_are_written_at_once() throws Exception {
        assertEquals("both", one.alone("mirrors/a", () -> one.alone("mirrors/b", () -> "both")));
    }

    @Test
    void what_nobody_prolongs_is_the_next_ones() throws Exception {
        sql(
                "insert into repository_leases values ('mirrors/a', '"
                        + UUID.randomUUID()
                        + "', now() + interval '1 second')");
        long began = System.nanoTime();
        assertEquals("mine", one.alone("mirrors/a", () -> "mine"));
        assertTrue(System.nanoTime() - began > 500_000_000L, "somebody else had it");
    }

    @Test
    void what_a_process_held_that_is_known_to_have_ended_is_the_next_ones_at_once()
            throws Exception {
        process("killed", "a home", "-1");
        process("next", "a home", "15");
        held("killed");
        assertTrue(new WriterLeases(database, "next").take("mirrors/a", UUID.randomUUID()));
    }

    @Test
    void who_is_only_late_with_his_beat_or_lives_elsewhere_keeps_it() throws Exception {
        process("late", "a home", "-1");
        process("of another home", "another home", "15");
        held("late");
        var next = new WriterLeases(database, "of another home");
        assertFalse(next.take("mirrors/a", UUID.randomUUID()));
        sql("update processes set alive_until = now() + interval '15 seconds'");
        process("of the same home", "a home", "15");
        assertFalse(next.take("mirrors/a", UUID.randomUUID()), "it lives");
    }

    private void process(String id, String place, String seconds) throws SQLException {
        sql(
                "insert into processes (id, key, place, alive_until) values ('%s', 'key', '%s', now() + interval '%s seconds')"
                        .formatted(id, place, seconds));
    }

    private void held(String process) throws SQLException {
        assertTrue(new WriterLeases(database, process).take("mirrors/a", UUID.randomUUID()));
    }

    @Test
    void who_loses_it_is_interrupted_and_says_so() {
        var began = new CountDownLatch(1);
        var failure =
                assertThrows(
                        IOException.class,
                        () ->
                                one.alone(
                                        "mirrors/a",
                                        () -> {
                                            began.countDown();
                                            taken("mirrors/a");
                                            return waits();
                                        }));
        assertTrue(String.valueOf(failure.getMessage()).contains("was lost"), failure::toString);
        assertTrue(!Thread.currentThread().isInterrupted(), "nothing of it is left behind");
    }

    @Test
    void who_has_lost_it_by_the_end_has_not_done_it() {
        var failure =
                assertThrows(
                        IOException.class,
                        () ->
                                one.alone(
                                        "mirrors/a",
                                        () -> {
                                            taken("mirrors/a");
                                            return "done";
                                        }));
        assertTrue(String.valueOf(failure.getMessage()).contains("was lost"), failure::toString);
    }

    @Test
    void nobody_waits_without_an_end_for_another_process() throws Exception {
        held("another");
        RepositoryWriters hasty = writers("hasty", Duration.ofMillis(300));
        var busy = assertThrows(GitTrouble.class, () -> hasty.alone("mirrors/a", () -> "mine"));
        assertEquals(GitTrouble.Blame.CAPACITY, busy.blame());
        assertTrue(busy.words().contains("try again in a minute"), busy::words);
        assertEquals("free", hasty.alone("mirrors/b", () -> "free"));
    }

    @Test
    void nobody_waits_without_an_end_for_another_of_his_own_process() throws Exception {
        RepositoryWriters hasty = writers("hasty", Duration.ofMillis(300));
        var inside = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first =
                    threads.submit(
                            () ->
                                    hasty.alone(
                                            "mirrors/a",
                                            () -> {
                                                inside.countDown();
                                                return waits(done);
                                            }));
            inside.await();
            assertThrows(GitTrouble.class, () -> hasty.alone("mirrors/a", () -> "mine"));
            done.countDown();
            assertEquals("done", first.get());
        }
        assertEquals("mine", hasty.alone("mirrors/a", () -> "mine"));
    }

    private void taken(String repository) throws IOException {
        try {
            sql(
                    "update repository_leases set holder = '"
                            + UUID.randomUUID()
                            + "' where repository = '"
                            + repository
                            + "'");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Longer than the test may last, unless it is interrupted. */
    private static String waits() throws IOException {
        return waits(new CountDownLatch(1));
    }

    private static String waits(CountDownLatch until) throws IOException {
        try {
            until.await();
            return "done";
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException("stopped").initCause(e);
        }
    }

    @Test
    void a_lease_lasts_as_long_as_the_work() throws Exception {
        assertEquals(
                0,
                one.alone(
                        "mirrors/a",
                        () -> {
                            try {
                                sql(
                                        "update repository_leases set leased_until = now() +"
                                                + " interval '1 second'");
                                new CountDownLatch(1)
                                        .await(1500, java.util.concurrent.TimeUnit.MILLISECONDS);
                                return count("leased_until <= now()");
                            } catch (SQLException | InterruptedException e) {
                                throw new IOException(e);
                            }
                        }));
    }

    @Test
    void nothing_is_left_when_all_have_written() throws Exception {
        assertThrows(
                IOException.class,
                () ->
                        one.alone(
                                "mirrors/a",
                                () -> {
                                    throw new IOException("no");
                                }));
        assertEquals("again", one.alone("mirrors/a", () -> "again"));
        assertEquals(0, count("true"));
    }

    private int count(String which) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.createStatement();
                var rows =
                        select.executeQuery(
                                "select count(*) from repository_leases where " + which)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
