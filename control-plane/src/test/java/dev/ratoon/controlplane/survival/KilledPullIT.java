package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.StoredLog;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.pulls.Bare;
import dev.ratoon.controlplane.pulls.Hub;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the control plane in the middle of a pull request, and the same asked again:
 * the branch is right in the real upstream, and there is one pull request.
 */
@SuppressWarnings("NullAway.Init")
class KilledPullIT {
    private static final Pattern PUSH = Pattern.compile("POST .*/git-receive-pack");
    private static final Pattern OPEN = Pattern.compile("POST /repos/ada/pay/pulls");

    @TempDir static Path folder;
    private static Hub hub;
    private static Bare upstream;
    private static Product product;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(Hub.runsHere(), "emulate needs npm, on Linux and amd64");
        hub = new Hub(folder);
        upstream = Bare.in(hub.repositories.resolve("ada/pay.git"));
        product =
                new Product(
                        folder,
                        Map.of(
                                "RATOON_GITHUB_API_URL", hub.url(),
                                "RATOON_REPOSITORIES_PRIVATE_HOSTS", "localhost",
                                "RATOON_JAVA_OPTS", hub.options()));
        assertEquals(200, product.api().put("/api/github", Map.of("token", Hub.ADA)).status());
    }

    @AfterAll
    static void stop() {
        if (product != null) {
            product.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    @Tag("long")
    @Test
    void before_the_push_arrives() throws Exception {
        kill(PUSH, true);
    }

    @Tag("long")
    @Test
    void after_the_push_and_before_its_answer() throws Exception {
        kill(PUSH, false);
    }

    @Tag("long")
    @Test
    void before_the_pull_request_is_opened() throws Exception {
        kill(OPEN, true);
    }

    @Tag("long")
    @Test
    void after_the_pull_request_is_opened_and_before_its_answer() throws Exception {
        kill(OPEN, false);
    }

    private void kill(Pattern line, boolean before) throws Exception {
        Api api = product.api();
        String agent = started(api);
        String path = "/api/agents/" + agent + "/pull-request";
        Map<String, String> asked = Map.of("commit", api.get(path).text("commit"));
        String branch = api.get("/api/agents/" + agent).text("branch");
        var killed = new CountDownLatch(1);
        Runnable kill =
                () -> {
                    try {
                        product.kill();
                        killed.countDown();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        hub.stop = new Hub.Stop(line, before ? kill : () -> {}, before ? () -> {} : kill);
        Thread.ofVirtual().start(() -> post(api, path, asked));
        assertEquals(true, killed.await(90, TimeUnit.SECONDS), "the kill missed it");
        hub.stop = new Hub.Stop(Pattern.compile("(?!)"), () -> {}, () -> {});

        product.up();
        Instant back = Instant.now();
        Api.Answer again = product.api().with("Idempotency-Key", "k").post(path, asked);
        Duration took = Duration.between(back, Instant.now());
        assertTrue(took.toSeconds() < 20, "it waited for the lease of the killed one: " + took);
        assertEquals(200, again.status(), again.raw()::body);
        assertEquals(again.text("commit"), upstream.git("rev-parse", branch));
        assertEquals("README\na", upstream.git("ls-tree", "--name-only", branch));
        assertEquals("1", upstream.git("rev-list", "--count", "main.." + branch));
        assertEquals(1, pulls(branch), "one pull request");
        StoredLog log = StoredLog.of(product.home(), agent);
        log.check();
        for (String once : List.of("branch.published", "pull.opened")) {
            assertEquals(
                    1,
                    log.events().stream().map(LogEvent::type).filter(once::equals).count(),
                    once);
        }
        product.api().delete("/api/agents/" + agent);
    }

    private static String started(Api api) throws Exception {
        String agent =
                api.post(
                                "/api/agents",
                                Map.of(
                                        "repository", hub.url() + "/ada/pay",
                                        "mode", "auto",
                                        "prompt", "echo a > a"))
                        .text("id");
        Eventually.get(
                "a checkpoint",
                () ->
                        api.get("/api/agents/" + agent + "/events?limit=1000")
                                .body()
                                .path("events")
                                .findValuesAsText("type"),
                types -> types.contains("checkpoint.kept"));
        return agent;
    }

    private static void post(Api api, String path, Map<String, String> asked) {
        try {
            api.with("Idempotency-Key", "k").post(path, asked);
        } catch (UncheckedIOException e) {
            // It was killed before it could answer: that is the test.
        }
    }

    private static long pulls(String branch) throws Exception {
        JsonNode all =
                new ObjectMapper()
                        .readTree(hub.api("GET", "/repos/ada/pay/pulls?state=all", "").body());
        long count = 0;
        for (JsonNode pull : all) {
            count += pull.path("head").path("ref").asText().equals(branch) ? 1 : 0;
        }
        return count;
    }
}
