package dev.ratoon.controlplane.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.Home;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("ratoon.test.crashes", 5);

    @TempDir Path directory;

    @Test
    void every_acknowledged_row_survives_a_kill_of_everything() throws Exception {
        long seed = Long.getLong("ratoon.test.seed", System.nanoTime());
        System.out.println("CrashIT: -Dratoon.test.seed=" + seed);
        var random = new Random(seed);
        Path home = Homes.at(directory.resolve("home")).path();
        for (int round = 0; round < ROUNDS; round++) {
            long acknowledged = writeUntilKilled(home, 1 + random.nextInt(400), random);
            assertAllThere(home, acknowledged, round);
        }
    }

    private static long writeUntilKilled(Path home, int rows, Random random) throws Exception {
        try (Child child = Child.start(Writer.class, home)) {
            String line = child.out.readLine();
            for (int n = 1; n < rows; n++) {
                line = child.out.readLine();
            }
            if (random.nextBoolean()) {
                child.killWithDescendants();
            } else {
                child.killAlone();
            }
            // What it still said before it died was acknowledged too.
            for (String more = child.out.readLine(); more != null; more = child.out.readLine()) {
                line = more;
            }
            return Long.parseLong(line);
        }
    }

    private static void assertAllThere(Path home, long acknowledged, int round) throws Exception {
        try (var database = EmbeddedPostgres.start(Home.open(home));
                var connection = Connecting.to(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery("select max(n), count(*) from public.written")) {
            row.next();
            assertTrue(row.getLong(1) >= acknowledged, "round " + round + ": " + row.getLong(1));
            assertEquals(row.getLong(1), row.getLong(2), "round " + round + ": a gap");
        }
    }
}
