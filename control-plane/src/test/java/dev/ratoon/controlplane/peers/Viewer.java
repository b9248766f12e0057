package dev.ratoon.controlplane.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.login.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody who watches an agent: its log and its live pieces, each with the time it came. */
final class Viewer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<Came> came = new LinkedBlockingQueue<>();
    private final List<Long> seqs = new ArrayList<>();

    record Came(String event, JsonNode data, long nanos) {}

    Viewer(Api api, String agent) throws Exception {
        var request =
                HttpRequest.newBuilder(api.base().resolve("/api/agents/" + agent + "/events"))
                        .header("Accept", "text/event-stream");
        api.headers().forEach(request::header);
        var response = client.send(request.build(), BodyHandlers.ofInputStream());
        var lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        Thread.ofVirtual().start(() -> read(lines));
    }

    private void read(BufferedReader lines) {
        try (lines) {
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    came.add(new Came(event, JSON.readTree(line.substring(6)), System.nanoTime()));
                }
            }
        } catch (IOException e) {
            // It ended.
            return;
        }
    }

    /** The next live piece; what is logged is noted on the way. */
    Came piece() throws Exception {
        return next("chunk");
    }

    /** A live piece of the turn that is under way; none, if the log was quicker each time. */
    Optional<Came> pieceOfTurn() throws Exception {
        Optional<Came> piece = Optional.empty();
        while (true) {
            Came next = next();
            if (next.event().equals("chunk")) {
                piece = Optional.of(next);
            } else if (next.data().path("type").asText().equals("turn.ended")) {
                return piece;
            }
        }
    }

    /** The next event of that type. */
    JsonNode event(String type) throws Exception {
        while (true) {
            JsonNode event = next("event").data();
            if (event.path("type").asText().equals(type)) {
                return event;
            }
        }
    }

    private Came next(String kind) throws Exception {
        Came next = next();
        while (!next.event().equals(kind)) {
            next = next();
        }
        return next;
    }

    private Came next() throws Exception {
        Came next = came.poll(90, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came after " + seqs);
        }
        if (next.event().equals("event")) {
            seqs.add(next.data().path("seq").asLong());
        }
        return next;
    }

    /** Whether such a piece is among what has come; takes all of that. */
    boolean sees(String text) {
        List<Came> all = new ArrayList<>();
        came.drainTo(all);
        return all.stream()
                .anyMatch(
                        each ->
                                each.event().equals("chunk")
                                        && each.data().path("text").asText().equals(text));
    }

    boolean hasPiece() {
        return came.stream().anyMatch(each -> each.event().equals("chunk"));
    }

    /** Of the events that were taken so far. */
    List<Long> seqs() {
        return List.copyOf(seqs);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
