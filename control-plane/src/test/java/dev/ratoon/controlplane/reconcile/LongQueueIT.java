package dev.ratoon.controlplane.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.Logs;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked five times a second costs little, though 10,000 agents of 100 owners wait. */
@Timeout(300)
class LongQueueIT {
    private static final int ROUNDS = 15;

    /**
     * Far from what is measured on an idle machine, and far from what a scan for each would take.
     */
    private static final Duration BOUND = Duration.ofMillis(250);

    private static final String OWNERS =
            """
            insert into users (id, name, display_name, role, created_at)
            select ('00000000-0000-7000-8000-1' || lpad(n::text, 11, '0'))::uuid, 'u' || n, 'U', 'member', now()
            from generate_series(0, 99) n
            """;

    /** Copies of one, of which a hundred owners have as many each. */
    private static final String AGENTS =
            """
            insert into agents (id, name, owner_id, facts, facts_version, last_seq, title, repository, state,
                state_since, holds_sandbox, created_at, last_active_at, reap_at)
            select gen_random_uuid(), '%1$s' || n,
                ('00000000-0000-7000-8000-1' || lpad((n %% 100)::text, 11, '0'))::uuid,
                facts, facts_version, last_seq, title, repository, '%1$s', now() - interval '1 hour'
                + n * interval '1 millisecond', %2$s, now(), now(), now()
            from agents, generate_series(1, %3$d) n where id = '%4$s'
            """;

    private static TestServer server;
    private static Logs logs;
    @TempDir static Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(System.getProperty("ratoon.test.database", "embedded"));
        logs = Logs.in(Migrated.freshOn(server).source(), new BlobStore(folder)).owned();
        UUID one = logs.agent();
        logs.execute(OWNERS);
        logs.execute(AGENTS.formatted("queued", false, 10_000, one));
        logs.execute(AGENTS.formatted("idle", true, 400, one));
        logs.execute("delete from agents where id = '" + one + "'");
        logs.execute("analyze agents");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void while_places_are_free_and_nobody_must_yield() throws Exception {
        Places places = places(500, 5);
        UUID idle = idle();
        quick("clear, nobody yields", () -> places.clear(Instant.now()));
        quick("mustYield, nobody yields", () -> places.mustYield(idle, Instant.now()));
        assertFalse(places.mustYield(idle, Instant.now()));
        assertEquals("0", logs.one("select count(*) from agents where due_at is not null"));
    }

    @Test
    void while_all_places_are_taken_by_who_has_nothing_to_do() throws Exception {
        Places places = places(400, 5);
        UUID idle = idle();
        quick("mustYield, all yield", () -> places.mustYield(idle, Instant.now()));
        assertTrue(places.mustYield(idle, Instant.now()));
        quick("clear, all yield", () -> places.clear(Instant.now()));
        assertEquals("400", logs.one("select count(*) from agents where due_at is not null"));
        logs.execute("update agents set due_at = null");
    }

    @Test
    void while_all_have_their_share() throws Exception {
        Places places = places(500, 4);
        UUID idle = idle();
        quick("mustYield, owners yield", () -> places.mustYield(idle, Instant.now()));
        assertTrue(places.mustYield(idle, Instant.now()));
        quick("call, nobody may", () -> places.call(Instant.now()));
        assertEquals("0", logs.one("select count(*) from agents where due_at is not null"));
    }

    @Test
    void who_is_called_and_who_takes() throws Exception {
        UUID last = UUID.fromString(logs.one(queued("desc")));
        UUID owner = owner(last);
        Places places = places(500, 5);
        quick("take by the last", () -> places.take(last, owner, () -> {}));
        assertFalse(places.take(last, owner, () -> {}), "others are before it");
        places.call(Instant.now());
        assertEquals("100", logs.one("select count(*) from agents where due_at is not null"));
        quick("call", () -> places.call(Instant.now()));
        logs.execute("update agents set due_at = null");
    }

    interface Query {
        void run() throws SQLException;
    }

    private static void quick(String what, Query query) throws SQLException {
        long[] took = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long began = System.nanoTime();
            query.run();
            took[i] = System.nanoTime() - began;
        }
        long median = LongStream.of(took).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
        System.out.printf(
                "10,000 queued: %s: median %.1f ms, slowest %.1f ms%n",
                what, median / 1e6, LongStream.of(took).max().orElseThrow() / 1e6);
        assertTrue(median < BOUND.toNanos(), what + " took " + Duration.ofNanos(median));
    }

    private static UUID idle() throws SQLException {
        return UUID.fromString(
                logs.one(
                        "select id from agents where state = 'idle' order by state_since limit 1"));
    }

    private static String queued(String order) {
        return "select id from agents where state = 'queued' order by state_since "
                + order
                + " limit 1";
    }

    private static UUID owner(UUID agent) throws SQLException {
        return UUID.fromString(logs.one("select owner_id from agents where id = '" + agent + "'"));
    }

    private static Places places(int sandboxes, int ofOne) {
        return places(logs.database(), sandboxes, ofOne);
    }

    static Places places(DataSource database, int sandboxes, int ofOne) {
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(AgentsConfig.class)
                        .withSources(
                                new PropertiesConfigSource(
                                        Map.of(
                                                "ratoon.agents.sandboxes",
                                                "" + sandboxes,
                                                "ratoon.agents.sandboxes-of-one-owner",
                                                "" + ofOne),
                                        "test",
                                        1000))
                        .build();
        return new Places(database, config.getConfigMapping(AgentsConfig.class), Clock.systemUTC());
    }
}
