package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.operations.PackagedApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control plane as it is shipped, with the heap that it has then, which ends it when full. */
class LargeFileIT {
    private static final long SIZE = 20L << 20;
    private static final int READERS = 12;

    @TempDir Path directory;

    @Tag("long")
    @Test
    void many_who_read_a_large_file_at_once_do_not_end_it() throws Exception {
        try (PackagedApp app = PackagedApp.launch(directory, "--no-browser")) {
            app.awaitAccount();
            String token = Files.readString(app.home().resolve("run/owner.token")).strip();
            Api owner = Api.unknown(URI.create("http://127.0.0.1:" + app.port())).bearer(token);
            Fleet fleet = new Fleet(owner, GitRepository.in(directory));
            String agent = fleet.start("auto", "yes line | head -c " + (SIZE - 1) + " > large.txt");
            kept(fleet, agent, 1);
            // The next version is stored as its difference from that one.
            owner.post(
                    "/api/agents/" + agent + "/messages",
                    Map.of("text", "printf x >> large.txt\nyes line | head -c 70M > larger.txt"));
            kept(fleet, agent, 2);
            Api.Answer larger = owner.get("/api/agents/" + agent + "/file?path=larger.txt");
            assertEquals(413, larger.status());
            assertTrue(larger.text("detail").contains("ratoon checkout"), larger.text("detail"));
            var file =
                    HttpRequest.newBuilder(
                                    owner.base()
                                            .resolve(
                                                    "/api/agents/"
                                                            + agent
                                                            + "/file?path=large.txt"))
                            .header("Authorization", "Bearer " + token)
                            .build();
            List<Integer> answers = atOnce(file);
            assertTrue(answers.contains(200), answers::toString);
            assertTrue(
                    answers.stream().allMatch(status -> status == 200 || status == 503),
                    answers::toString);
            assertTrue(app.process().isAlive(), () -> "it has ended");
            assertEquals(200, owner.get("/api/agents/" + agent).status());
            assertEquals(200, owner.delete("/api/agents/" + agent).status());
        }
    }

    private static void kept(Fleet fleet, String agent, int turns) throws Exception {
        Eventually.get(
                "a checkpoint",
                () -> fleet.events(agent, "checkpoint.kept"),
                kept -> kept.size() == turns);
    }

    /** The status of each answer: one that says that all is there has brought all. */
    private static List<Integer> atOnce(HttpRequest file) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<Long>>> asked =
                    IntStream.range(0, READERS)
                            .mapToObj(_ -> client.sendAsync(file, LargeFileIT::counted))
                            .toList();
            return asked.stream().map(CompletableFuture::join).map(LargeFileIT::status).toList();
        }
    }

    private static int status(HttpResponse<Long> answer) {
        if (answer.statusCode() == 200) {
            assertEquals(SIZE, answer.body());
            assertEquals(SIZE, answer.headers().firstValueAsLong("Content-Length").orElse(-1));
        }
        return answer.statusCode();
    }

    private static HttpResponse.BodySubscriber<Long> counted(HttpResponse.ResponseInfo answer) {
        var bytes = new AtomicLong();
        return HttpResponse.BodySubscribers.mapping(
                HttpResponse.BodySubscribers.ofByteArrayConsumer(
                        part -> part.ifPresent(some -> bytes.addAndGet(some.length))),
                _ -> bytes.get());
    }
}
