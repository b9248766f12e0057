package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** History and live tail in one stream. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FollowIT {
    private static final int MANY = 600;

    @Inject TestPeople people;
    @Inject LogStore log;

    @Test
    void one_who_comes_back_again_and_again_misses_nothing_and_reads_nothing_twice()
            throws Exception {
        Api api = people.invited("member").api();
        String id =
                api.post(
                                "/api/agents",
                                Map.of("repository", "https://example.invalid/a/b", "title", "x"))
                        .text("id");
        api.post("/api/agents/" + id + "/pause", null);
        Thread writer = Thread.ofVirtual().start(() -> write(UUID.fromString(id)));
        List<Long> read = new ArrayList<>();
        String last = "0";
        while (read.size() < MANY) {
            // Leaves after a few, in the middle of what is being written.
            for (String seq : some(api, id, last, Math.min(37, MANY - read.size()))) {
                read.add(Long.parseLong(seq));
                last = seq;
            }
        }
        writer.join();
        assertEquals(LongStream.rangeClosed(1, read.size()).boxed().toList(), read);
        api.delete("/api/agents/" + id);
    }

    @Test
    void a_log_is_read_back_from_its_end_without_a_gap_or_a_repeat() {
        Api api = people.invited("member").api();
        String id =
                api.post(
                                "/api/agents",
                                Map.of("repository", "https://example.invalid/a/b", "title", "x"))
                        .text("id");
        api.post("/api/agents/" + id + "/pause", null);
        write(UUID.fromString(id));
        List<Long> read = new ArrayList<>();
        for (long before = Long.MAX_VALUE; before > 1; before = read.getFirst()) {
            Api.Answer page = api.get("/api/agents/" + id + "/events?limit=97&before=" + before);
            List<Long> seqs = new ArrayList<>();
            page.body().path("events").forEach(event -> seqs.add(event.path("seq").asLong()));
            assertEquals(seqs.getLast(), page.body().path("last").asLong());
            read.addAll(0, seqs);
        }
        assertEquals(LongStream.rangeClosed(1, read.size()).boxed().toList(), read);
        assertTrue(read.size() > MANY);
        assertEquals(
                0, api.get("/api/agents/" + id + "/events?before=1").body().path("events").size());
        api.delete("/api/agents/" + id);
    }

    private void write(UUID agent) {
        for (int i = 0; i < MANY; i++) {
            String title = "title " + i;
            log.append(agent, _ -> List.of(NewEvent.of(new ObservedEvent.Renamed(title, "ada"))));
        }
    }

    private static List<String> some(Api api, String id, String last, int most) throws Exception {
        var request =
                HttpRequest.newBuilder(api.base().resolve("/api/agents/" + id + "/events"))
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", last);
        api.headers().forEach(request::header);
        List<String> ids = new ArrayList<>();
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine();
                        line != null && ids.size() < most;
                        line = lines.readLine()) {
                    if (line.startsWith("id: ")) {
                        ids.add(line.substring(4));
                    }
                }
            }
            client.shutdownNow();
        }
        return ids;
    }
}
