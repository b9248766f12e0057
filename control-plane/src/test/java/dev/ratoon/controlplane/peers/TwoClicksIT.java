package dev.ratoon.controlplane.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.pulls.Bare;
import dev.ratoon.controlplane.pulls.Hub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pull request that is asked for at two control planes at once, of one database and one store.
 */
class TwoClicksIT {
    @TempDir Path folder;

    @Tag("long")
    @Test
    void clicks_at_two_control_planes_at_once_are_one_push_and_one_pull_request() throws Exception {
        Assumptions.assumeTrue(Hub.runsHere(), "emulate needs npm, on Linux and amd64");
        try (var hub = new Hub(folder);
                var both =
                        TwoPlanes.up(
                                folder,
                                Map.of(
                                        "RATOON_GITHUB_API_URL", hub.url(),
                                        "RATOON_REPOSITORIES_PRIVATE_HOSTS", "localhost",
                                        "RATOON_JAVA_OPTS", hub.options()))) {
            Bare upstream = Bare.in(hub.repositories.resolve("ada/pay.git"));
            Api a = both.a().api();
            Api b = both.b().api();
            assertEquals(200, a.put("/api/github", Map.of("token", Hub.ADA)).status());
            String agent = started(b, hub);
            String path = "/api/agents/" + agent + "/pull-request";
            Map<String, ?> asked = Map.of("commit", b.get(path).text("commit"));

            List<Api.Answer> answers = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var clicks = new ArrayList<Future<Api.Answer>>();
                for (int i = 0; i < 6; i++) {
                    Api one = (i % 2 == 0 ? a : b).with("Idempotency-Key", "k" + i);
                    clicks.add(threads.submit(() -> one.post(path, asked)));
                }
                for (var click : clicks) {
                    answers.add(click.get());
                }
            }
            String branch = b.get("/api/agents/" + agent).text("branch");
            String commit = upstream.git("rev-parse", branch);
            for (Api.Answer answer : answers) {
                assertEquals(200, answer.status(), answer.raw()::body);
                assertEquals(commit, answer.text("commit"), answer.raw()::body);
            }
            assertEquals("1", upstream.git("rev-list", "--count", "main.." + branch));
            var pulls =
                    new ObjectMapper()
                            .readTree(hub.api("GET", "/repos/ada/pay/pulls?state=all", "").body());
            assertEquals(1, pulls.size(), pulls::toString);
            var log = both.log(agent);
            log.check();
            for (String once : List.of("branch.published", "pull.opened")) {
                assertEquals(
                        1,
                        log.events().stream().map(LogEvent::type).filter(once::equals).count(),
                        once);
            }
            assertEquals(200, a.delete("/api/agents/" + agent).status());
            Eventually.get(
                    "the end of its sandbox",
                    () -> b.get("/api/agents/" + agent).text("doing"),
                    "is deleted"::equals);
        }
    }

    private static String started(Api through, Hub hub) throws Exception {
        String agent =
                through.post(
                                "/api/agents",
                                Map.of(
                                        "repository", hub.url() + "/ada/pay",
                                        "mode", "auto",
                                        "prompt", "echo a > a"))
                        .text("id");
        var fleet = new Fleet(through, new GitRepository(Path.of("/nowhere")));
        Eventually.get(
                "a checkpoint",
                () -> fleet.events(agent, "checkpoint.kept"),
                kept -> !kept.isEmpty());
        return agent;
    }
}
