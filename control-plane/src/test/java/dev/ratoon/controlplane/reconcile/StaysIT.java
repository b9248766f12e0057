package dev.ratoon.controlplane.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.Step;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.Logs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be ended or removed is tried again, and told once with the next step. */
@Timeout(60)
class StaysIT {
    private static TestServer server;
    @TempDir Path folder;
    private Logs logs;
    private Lease lease;
    private Steps steps;

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
        logs.agent();
        var leases = new LeaseStore(logs.database());
        lease = leases.claim(Instant.now(), 1).getFirst();
        // Of the others a stop and a purge that fail know nothing.
        steps =
                new Steps(
                        logs.store(),
                        leases,
                        null,
                        new RefusingSandboxes(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Delays(logs.clock()),
                        logs.clock());
    }

    @Test
    void a_purge_that_is_refused_is_told_once_and_tried_again() throws Exception {
        assertIsTriedAgainAndToldOnce(
                new Step.Purge(),
                "The workspace cannot be removed. Deleting the pod a was refused");
    }

    @Test
    void a_stop_that_is_refused_is_told_once_and_tried_again() throws Exception {
        assertIsTriedAgainAndToldOnce(new Step.Stop(1), "Deleting the pod a was refused");
    }

    private void assertIsTriedAgainAndToldOnce(Step step, String words) throws Exception {
        for (int i = 0; i < 3; i++) {
            Instant again =
                    steps.all(
                            lease, logs.store().facts(lease.agent()).orElseThrow(), List.of(step));
            assertNotNull(again);
            assertTrue(again.isBefore(Instant.now().plusSeconds(30)), again.toString());
        }
        List<String> told =
                logs.store().read(lease.agent(), 0, 100).stream()
                        .filter(each -> each.type().equals("sandbox.stays"))
                        .map(LogEvent::payload)
                        .map(each -> new String(each, StandardCharsets.UTF_8))
                        .toList();
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.getFirst().contains(words), told.toString());
        assertTrue(told.getFirst().contains("service account this right."), told.toString());
    }
}
