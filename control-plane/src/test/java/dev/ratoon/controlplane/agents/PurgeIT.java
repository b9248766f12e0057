package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.roles.Sweep;
import dev.ratoon.git.store.GitStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When nobody can restore an agent any more, nothing of it is left. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PurgeIT {
    @Inject TestPeople people;
    @Inject DataSource database;
    @Inject MovableClock clock;
    @Inject GitStore store;
    @Inject @Any Instance<Sweep> sweeps;

    @ConfigProperty(name = "started.home")
    Path home;

    @TempDir Path directory;

    @Test
    @Tag("long")
    void payloads_and_repository_of_a_purged_agent_go_and_those_of_others_stay() throws Exception {
        // Tests before this one had another database, and the folder is theirs.
        Files.deleteIfExists(home.resolve("blobs").resolve("database"));
        Fleet fleet = new Fleet(people.owner(), GitRepository.in(directory));
        String gone = fleet.start("auto", "true # " + "gone ".repeat(5_000));
        String stays = fleet.start("auto", "true # " + "stays ".repeat(5_000));
        fleet.awaitTurn(gone, 1);
        fleet.awaitTurn(stays, 1);
        List<Path> goes = payloads(gone);
        List<Path> kept = payloads(stays);
        assertTrue(goes.size() > 1 && kept.size() > 1, goes + " " + kept);
        assertTrue(
                store.agents().containsAll(Set.of(UUID.fromString(gone), UUID.fromString(stays))));
        fleet.api().delete("/api/agents/" + gone);
        fleet.api().post("/api/agents/" + stays + "/pause", null);
        fleet.await(gone, "deleted");
        try (var _ = clock.forward(Duration.ofDays(8))) {
            Eventually.get("the purge", () -> rows(gone), rows -> rows == 0);
        }
        Eventually.get(
                "its repository gone",
                store::agents,
                agents -> !agents.contains(UUID.fromString(gone)));
        sweep();
        for (Path file : goes) {
            assertFalse(Files.exists(file), file::toString);
        }
        for (Path file : kept) {
            assertTrue(Files.exists(file), file::toString);
        }
        assertTrue(store.agents().contains(UUID.fromString(stays)));
        fleet.api().delete("/api/agents/" + stays);
    }

    private void sweep() {
        Instant now = clock.instant();
        for (int minute = 0; minute < 64; minute++) {
            for (Sweep sweep : sweeps) {
                sweep.sweep(now.plusSeconds(60L * minute));
            }
        }
    }

    private int rows(String agent) throws Exception {
        try (var connection = database.getConnection();
                var count =
                        connection.prepareStatement(
                                "select (select count(*) from agents where id = ?::uuid)"
                                        + " + (select count(*) from events where agent_id = ?::uuid)")) {
            count.setString(1, agent);
            count.setString(2, agent);
            try (var row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private List<Path> payloads(String agent) throws Exception {
        List<Path> files = new ArrayList<>();
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                "select distinct encode(blob, 'hex') from events"
                                        + " where agent_id = ?::uuid and blob is not null")) {
            select.setString(1, agent);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    files.add(
                            home.resolve("blobs")
                                    .resolve(name.substring(0, 2))
                                    .resolve(name.substring(2)));
                }
            }
        }
        for (Path file : files) {
            assertTrue(Files.exists(file), file::toString);
        }
        return files;
    }
}
