package dev.ratoon.controlplane.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.Logs;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who acts for an agent: one process at a time, and nobody whose time is over. */
@Timeout(60)
class LeaseStoreIT {
    private static final int MANY = 200;
    private static TestServer server;
    @TempDir Path folder;
    private Logs logs;
    private LeaseStore leases;

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
        leases = new LeaseStore(logs.database());
    }

    @Test
    void several_that_claim_at_once_share_the_agents_and_claim_none_twice() throws Exception {
        Set<UUID> agents = new HashSet<>();
        Stream.generate(logs::agent).limit(MANY).forEach(agents::add);
        List<Lease> claimed = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<List<Lease>> each :
                    threads.invokeAll(java.util.Collections.nCopies(4, claiming()))) {
                claimed.addAll(each.get());
            }
        }
        assertEquals(MANY, claimed.size());
        assertEquals(agents, new HashSet<>(claimed.stream().map(Lease::agent).toList()));
    }

    @Test
    void who_is_no_agent_is_told_from_those_who_are() throws Exception {
        UUID one = logs.agent();
        UUID other = logs.agent();

        assertEquals(Set.of(one, other), leases.known(List.of(one, new UUID(1, 2), other)));
        assertEquals(Set.of(), leases.known(List.of()));
    }

    private Callable<List<Lease>> claiming() {
        return () -> {
            List<Lease> mine = new ArrayList<>();
            for (List<Lease> some = claim(); !some.isEmpty(); some = claim()) {
                mine.addAll(some);
            }
            return mine;
        };
    }

    /** What is being claimed is passed over, not waited for. */
    @Test
    void one_that_somebody_is_taking_holds_nobody_up() throws Exception {
        UUID taken = logs.agent();
        UUID free = logs.agent();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var taking = logs.database().getConnection();
                var statement = taking.createStatement()) {
            taking.setAutoCommit(false);
            statement.execute("select 1 from agents where id = '" + taken + "' for update");
            List<Lease> claimed = threads.submit(this::claim).get(20, TimeUnit.SECONDS);
            assertEquals(List.of(free), claimed.stream().map(Lease::agent).toList());
        }
    }

    @Test
    void an_epoch_that_has_passed_gives_nothing_back_and_removes_nothing() throws Exception {
        UUID agent = logs.agent();
        Lease old = claim().getFirst();
        logs.execute("update agents set leased_until = now() - interval '1 second'");
        Lease current = claim().getFirst();
        assertTrue(current.epoch() > old.epoch());

        leases.release(old, Instant.now());
        leases.remove(old);

        assertEquals("1", logs.one("select count(*) from agents where leased_until > now()"));
        leases.remove(current);
        assertEquals("0", logs.one("select count(*) from agents where id = '" + agent + "'"));
    }

    @Test
    void who_gives_one_back_is_told_that_something_happened_meanwhile() throws Exception {
        UUID agent = logs.agent();
        Lease lease = claim().getFirst();
        Instant happened = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        assertTrue(leases.enqueue(agent, happened));
        assertEquals(happened, leases.release(lease, happened.plusSeconds(60)));

        lease = claim().getFirst();
        assertEquals(Instant.MAX, leases.release(lease, null));
        assertTrue(leases.enqueue(agent, happened));
        lease = claim().getFirst();
        logs.execute("update agents set epoch = epoch + 1, due_at = now()");
        assertEquals(Instant.MAX, leases.release(lease, happened), "another has it");
    }

    private List<Lease> claim() throws Exception {
        return leases.claim(Instant.now().plusSeconds(60), 10);
    }
}
