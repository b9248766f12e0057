package dev.ratoon.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.basis.Generated;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.protocol.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hints of other processes, and the query that catches up, come in any order. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HeardFromOthersIT {
    @Inject LogHub hub;
    @Inject DataSource database;

    @Test
    void that_facts_changed_is_told_also_when_the_query_came_before_the_hint() {
        UUID agent = UUID.randomUUID();
        List<Boolean> changes = new ArrayList<>();
        List<Long> grown = new ArrayList<>();
        hub.listenToAll(
                (which, factsChanged) -> {
                    if (which.equals(agent)) {
                        changes.add(factsChanged);
                    }
                });
        hub.listen(
                agent,
                new LogHub.Listener() {
                    @Override
                    public void appended(long lastSeq, List<LogEvent> events) {
                        grown.add(lastSeq);
                    }

                    @Override
                    public void said(Upstream.Chunk chunk) {
                        throw new AssertionError("nobody said anything");
                    }
                });
        hub.heard(agent, 5, false);
        hub.heard(agent, 5, true);
        assertEquals(List.of(false, true), changes);
        assertEquals(List.of(5L), grown);
    }

    @Test
    void that_an_agent_is_shown_otherwise_is_told_though_no_log_grew(@TempDir Path blobs)
            throws Exception {
        Queue<UUID> changed = new ConcurrentLinkedQueue<>();
        hub.listenToAll((which, facts) -> changed.addAll(facts ? List.of(which) : List.of()));
        UUID agent = Logs.in(database, new BlobStore(blobs)).owned().agent();
        Eventually.get("its creation", () -> changed.contains(agent), told -> told);
        changed.clear();
        try (var connection = database.getConnection()) {
            new LogHub(Generated.ids()).shownOtherwise(connection, agent);
        }
        Eventually.get("that it is another", () -> changed.contains(agent), told -> told);
    }

    @Test
    void a_piece_that_came_from_another_process_goes_to_no_third() {
        UUID agent = UUID.randomUUID();
        var chunk = new Upstream.Chunk("m", "text", 0, "x");
        List<UUID> passed = new ArrayList<>();
        LogHub.Passing passing = (which, _) -> passed.add(which);
        hub.pass(passing);
        hub.saidElsewhere(agent, chunk);
        assertEquals(List.of(), passed);
        hub.say(agent, chunk);
        assertEquals(List.of(agent), passed);
        hub.passNoMore(passing);
    }
}
