package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.peers.Plane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a log through one control plane and allows there what is asked in it; comes back when that
 * one was away. One thread does all of it.
 */
final class Reader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(50);

    private final Plane through;
    private final String log;
    private final long first;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Long> seqs = new CopyOnWriteArrayList<>();
    private final Deque<JsonNode> asked = new ArrayDeque<>();
    private final Thread thread;
    private long last;
    private final AtomicInteger comings = new AtomicInteger();
    private volatile boolean left;

    Reader(Plane through, String agent, long after) {
        this.through = through;
        log = "/api/agents/" + agent;
        first = after;
        last = after;
        thread = Thread.ofVirtual().start(this::stay);
    }

    /** All that it has read, in the order in which it came. */
    List<Long> seqs() {
        return List.copyOf(seqs);
    }

    /** How often it has begun to read. */
    int comings() {
        return comings.get();
    }

    private void stay() {
        while (!left) {
            try {
                read(through.api());
            } catch (IOException | UncheckedIOException e) {
                // The other side is away: that is what it is here for.
                Seeds.pass(BETWEEN_CALLS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void read(Api api) throws IOException, InterruptedException {
        // As a browser does: the same address each time, and where it was.
        var request =
                HttpRequest.newBuilder(api.base().resolve(log + "/events?after=" + first))
                        .header("Accept", "text/event-stream");
        if (last > first) {
            request.header("Last-Event-ID", Long.toString(last));
        }
        api.headers().forEach(request::header);
        var response = client.send(request.build(), BodyHandlers.ofLines());
        wasDone(response.statusCode());
        comings.incrementAndGet();
        allow(api);
        try (var lines = response.body()) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("data: ")) {
                    take(api, JSON.readTree(line.substring(6)));
                }
            }
        }
    }

    /** Live pieces have no seq. */
    private void take(Api api, JsonNode event) throws IOException {
        if (event.has("seq")) {
            last = event.path("seq").asLong();
            seqs.add(last);
        }
        if (event.path("type").asText().equals("decision.opened")) {
            asked.add(event.path("payload"));
            allow(api);
        }
    }

    /** What is unanswered when it is cut off is answered when it is back. */
    private void allow(Api api) throws IOException {
        while (!asked.isEmpty()) {
            JsonNode decision = asked.getFirst();
            Map<String, String> answer =
                    Map.of("outcome", "allow", "digest", decision.path("digest").asText());
            int status =
                    api.post(log + "/decisions/" + decision.path("decision").asText(), answer)
                            .status();
            // Refused when the first answer was taken before its receipt was lost.
            if (status != 409) {
                wasDone(status);
            }
            asked.removeFirst();
        }
    }

    /** Its owner's token dies with each start, a moment after that start can be asked. */
    private static void wasDone(int status) throws IOException {
        if (status == 401) {
            throw new IOException("It has only begun.");
        }
        assertEquals(200, status);
    }

    void leave() throws InterruptedException {
        left = true;
        client.shutdownNow();
        thread.join();
    }
}
