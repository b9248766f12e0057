package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.agents.StoredLog;
import dev.ratoon.controlplane.pulls.Bare;
import dev.ratoon.controlplane.repositories.CountingHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the control plane in the middle of the first fetch of a repository. */
class KilledFirstFetchIT {
    @TempDir Path folder;

    @Tag("long")
    @Test
    void the_next_start_fetches_it_once_and_the_agent_comes_to_its_turn() throws Exception {
        try (var host = new CountingHost(folder)) {
            var upstream = Bare.in(host.repositories.resolve("app.git"));
            byte[] much = new byte[6 << 20];
            new Random(7).nextBytes(much);
            upstream.commit("main", "large.txt", HexFormat.of().formatHex(much));
            host.large.set(0);
            host.stallAfter = 3 << 20;
            var product =
                    new Product(
                            folder,
                            Map.of(
                                    "RATOON_REPOSITORIES_PRIVATE_HOSTS",
                                    "localhost",
                                    "RATOON_JAVA_OPTS",
                                    host.tls.options()));
            try (product) {
                kill(product, host);
            }
        }
    }

    private static void kill(Product product, CountingHost host) throws Exception {
        var store = new StoredGit(product.home());
        String agent =
                product.api()
                        .post(
                                "/api/agents",
                                Map.of(
                                        "repository", host.address("app.git"),
                                        "mode", "auto",
                                        "prompt", "wc -c < large.txt"))
                        .text("id");
        Eventually.get(
                "a fetch that has begun",
                () -> store.size("mirrors/.*incoming_.*"),
                size -> size > 1 << 20);
        // Without its control plane the database ends, too: so this is looked at before.
        List<String> held = store.leases();
        product.kill();
        assertTrue(held.toString().matches("\\[mirrors/[0-9a-f]+]"), held::toString);
        host.stallAfter = Long.MAX_VALUE;

        product.up();
        var fleet = new Fleet(product.api(), new GitRepository(Path.of("/nowhere")));
        Eventually.get(
                "the end of its turn",
                Duration.ofMinutes(4),
                () -> fleet.outcome(agent, 1),
                outcome -> !outcome.equals("none"));
        assertEquals("finished", fleet.outcome(agent, 1), fleet.log(agent));
        assertTrue(
                fleet.events(agent, "notice")
                        .toString()
                        .contains("away in the middle of the clone"),
                () -> fleet.events(agent).toString());
        assertEquals((12 << 20) + "\n", fleet.printed(agent));
        assertEquals(1, host.large.get(), "it was sent once as a whole");
        assertEquals(1, store.find("mirrors/[^/]*\\.git").size());
        store.assertSound();
        StoredLog.of(product.home(), agent).check();
        product.api().delete("/api/agents/" + agent);
    }
}
