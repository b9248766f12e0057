package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.pulls.Bare;
import dev.ratoon.controlplane.repositories.CountingHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten agents that begin at once on one repository of a host, in the product as it is shipped. */
class TenAtOnceIT {
    private static final int AGENTS = 10;

    @TempDir Path folder;

    @Tag("long")
    @Test
    void ten_agents_on_one_repository_cause_one_fetch() throws Exception {
        try (var host = new CountingHost(folder)) {
            var upstream = Bare.in(host.repositories.resolve("app.git"));
            byte[] much = new byte[2 << 20];
            new Random(7).nextBytes(much);
            upstream.commit("main", "large.txt", HexFormat.of().formatHex(much));
            host.large.set(0);
            var product =
                    new Product(
                            folder,
                            Map.of(
                                    "RATOON_AGENTS_SANDBOXES",
                                    "" + AGENTS,
                                    "RATOON_AGENTS_SANDBOXES_OF_ONE_OWNER",
                                    "" + AGENTS,
                                    "RATOON_REPOSITORIES_PRIVATE_HOSTS",
                                    "localhost",
                                    "RATOON_JAVA_OPTS",
                                    host.tls.options()));
            try (product) {
                allFinish(product, host);
            }
        }
    }

    private static void allFinish(Product product, CountingHost host) throws Exception {
        Api api = product.api();
        var fleet = new Fleet(api, new GitRepository(Path.of("/nowhere")));
        Map<String, String> asked =
                Map.of(
                        "repository", host.address("app.git"),
                        "mode", "auto",
                        "prompt", "wc -c < large.txt");
        List<String> agents = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Api.Answer> post = () -> api.post("/api/agents", asked);
            for (Future<Api.Answer> one : threads.invokeAll(Collections.nCopies(AGENTS, post))) {
                assertEquals(201, one.get().status(), one.get().raw()::body);
                agents.add(one.get().text("id"));
            }
        }
        for (String agent : agents) {
            Eventually.get(
                    "the end of its turn",
                    Duration.ofMinutes(5),
                    () -> fleet.outcome(agent, 1),
                    outcome -> !outcome.equals("none"));
            assertEquals("finished", fleet.outcome(agent, 1), fleet.log(agent));
            assertEquals((4 << 20) + "\n", fleet.printed(agent));
        }
        assertEquals(1, host.large.get());
        var store = new StoredGit(product.home());
        assertEquals(1, store.find("mirrors/[^/]*\\.git").size());
        store.assertSound();
        for (String agent : agents) {
            api.delete("/api/agents/" + agent);
        }
    }
}
