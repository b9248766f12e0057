package dev.ratoon.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many appends at once: few commits, and each has its own outcome. */
@Timeout(60)
class CommitterIT {
    private static final int MANY = 500;
    private static TestServer server;
    @TempDir Path folder;
    private Logs logs;
    private UUID agent;

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
        agent = logs.agent();
    }

    @Test
    void what_comes_at_once_is_committed_together() throws Exception {
        List<Future<Appended>> appends = atOnce(MANY, i -> logs.say(agent, "message " + i));
        for (Future<Appended> each : appends) {
            assertEquals(1, each.get().events().size());
        }
        assertWhole(MANY + 1);
        // An event's time is its commit's: the transactions are counted by it.
        int commits =
                Integer.parseInt(logs.one("select count(distinct at) from events where seq > 1"));
        assertTrue(commits < MANY / 5, commits + " commits of " + MANY + " appends");
    }

    @Test
    void one_that_decides_otherwise_fails_alone() throws Exception {
        List<Future<Appended>> appends =
                atOnce(
                        100,
                        i ->
                                i % 10 == 0
                                        ? logs.store().append(agent, _ -> refuse())
                                        : logs.say(agent, "message " + i));
        assertEquals(10, refusals(appends, ProblemType.CONFLICT));
        assertWhole(91);
    }

    /** The database refuses the transaction: the others of the group are tried by themselves. */
    @Test
    void one_that_the_database_refuses_takes_no_other_with_it() throws Exception {
        logs.execute(
                "create function refuse() returns trigger language plpgsql as $$ begin if"
                        + " convert_from(new.payload, 'UTF8') like '%poison%' then raise 'refused';"
                        + " end if; return new; end $$; create trigger refuse before insert on events"
                        + " for each row execute function refuse()");
        List<Future<Appended>> appends =
                atOnce(100, i -> logs.say(agent, i == 50 ? "poison" : "message " + i));
        int failed = 0;
        for (Future<Appended> each : appends) {
            try {
                each.get();
            } catch (ExecutionException e) {
                failed++;
            }
        }
        assertEquals(1, failed);
        assertWhole(100);
    }

    private static List<NewEvent> refuse() {
        throw new Failure(ProblemType.CONFLICT, "not so");
    }

    private interface Appending {
        Appended append(int i);
    }

    private static List<Future<Appended>> atOnce(int many, Appending appending) {
        List<Future<Appended>> appends = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < many; i++) {
                int number = i;
                appends.add(threads.submit(() -> appending.append(number)));
            }
        }
        return appends;
    }

    private static int refusals(List<Future<Appended>> appends, ProblemType type) {
        int refused = 0;
        for (Future<Appended> each : appends) {
            if (each.state() == Future.State.FAILED) {
                var failed = assertThrows(ExecutionException.class, each::get);
                assertEquals(type, ((Failure) failed.getCause()).type());
                refused++;
            }
        }
        return refused;
    }

    /** Without a gap, and the row says the same. */
    private void assertWhole(int events) throws Exception {
        assertEquals(
                LongStream.rangeClosed(1, events).boxed().toList(),
                logs.store().read(agent, 0, 10_000).stream().map(LogEvent::seq).toList());
        assertEquals("" + events, logs.one("select last_seq from agents"));
    }
}
