package dev.ratoon.controlplane.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Packaged;
import dev.ratoon.controlplane.operations.PackagedApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything dies while the very first start makes its schema. */
@Timeout(240)
class FirstStartKilledIT {
    private static final String MADE =
            "select count(*) from ratoon.flyway_schema_history where success and version is not"
                    + " null";

    @TempDir Path directory;

    @Tag("long")
    @Test
    void the_next_start_goes_on_and_nothing_is_half_made() throws Exception {
        long seed = Long.getLong("ratoon.test.seed", System.nanoTime());
        System.out.println("FirstStartKilledIT: -Dratoon.test.seed=" + seed);
        var random = new Random(seed);
        for (int round = 0; round < 3; round++) {
            Path folder = Files.createDirectory(directory.resolve("round-" + round));
            // The first migration just begun, one in the middle, or wherever it is soon after.
            int seen = kill(folder, round, random.nextInt(120));
            System.out.println("killed with " + seen + " migrations made");
            try (Packaged ratoon = Packaged.start(folder)) {
                assertEquals(200, ratoon.api().get("/api/status").status());
                assertEquals(200, ratoon.api().post("/api/teams", Map.of("name", "t")).status());
                assertEquals(migrations(), made(ratoon));
                assertEquals(List.of(), halves(ratoon.app().home()));
            }
        }
    }

    private static int migrations() throws Exception {
        try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return (int) files.count();
        }
    }

    private static int kill(Path folder, int after, int millis) throws Exception {
        try (var killed = new Packaged(PackagedApp.launch(folder))) {
            Instant end = Instant.now().plusSeconds(90);
            int made = -1;
            while (made < after && Instant.now().isBefore(end)) {
                made = made(killed);
            }
            assertTrue(made >= after, "the schema was not begun within 90 s");
            if (after > 1) {
                killed.app().process().waitFor(millis, TimeUnit.MILLISECONDS);
            }
            killed.killAll();
            return made;
        }
    }

    /** How many migrations there are; -1 before the table that says so is there. */
    private static int made(Packaged ratoon) throws Exception {
        if (!Files.exists(ratoon.app().home().resolve("postgres.password"))
                || !Files.exists(ratoon.app().home().resolve("postgres/postmaster.pid"))) {
            return -1;
        }
        try (var connection = ratoon.database().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(MADE)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException | IOException | IndexOutOfBoundsException e) {
            // Not up yet, or not there yet.
            return -1;
        }
    }

    private static List<String> halves(Path home) throws Exception {
        try (var entries = Files.list(home)) {
            return entries.map(each -> each.getFileName().toString())
                    .filter(name -> name.contains("-new-"))
                    .toList();
        }
    }
}
