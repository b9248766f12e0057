package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.Logs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which pull requests are looked after, though what is stored of one agent cannot be read. */
@Timeout(60)
class PullsDueIT {
    @TempDir Path folder;

    @Test
    void one_that_cannot_be_read_keeps_no_other_from_being_looked_after() throws Exception {
        try (var server =
                TestServer.start(System.getProperty("ratoon.test.database", "embedded"))) {
            Logs logs = Logs.in(Migrated.freshOn(server).source(), new BlobStore(folder)).owned();
            UUID damaged = logs.agent();
            UUID other = logs.agent();
            logs.execute("update agents set pull_due_at = now()");
            logs.execute("update agents set facts = 'no JSON' where id = '" + damaged + "'");
            Instant now = Instant.now().plusSeconds(60);
            List<Facts> due =
                    new PullsDue(logs.database(), logs.hub()).take(now, now.plusSeconds(60), 20);
            assertEquals(List.of(other), due.stream().map(Facts::id).toList());
        }
    }
}
