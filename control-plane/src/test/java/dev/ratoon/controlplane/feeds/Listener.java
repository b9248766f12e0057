package dev.ratoon.controlplane.feeds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.login.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a stream as a browser does, and keeps all of it. */
final class Listener implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final HttpClient client;
    private final List<Event> events = new ArrayList<>();
    private final Thread reader;
    private @Nullable String last;
    private boolean over;

    /** One event. */
    record Event(@Nullable String id, String name, JsonNode data) {
        boolean is(String what) {
            return name.equals(what);
        }

        String text(String field) {
            return data.path(field).asText();
        }

        long seq() {
            return data.path("event").path("seq").asLong();
        }
    }

    private Listener(HttpClient client, HttpResponse<InputStream> response, @Nullable String from) {
        this.client = client;
        last = from;
        reader = Thread.ofVirtual().start(() -> read(response));
    }

    static Listener to(Api api, String path) throws Exception {
        return to(api, path, null);
    }

    static Listener to(Api api, String path, @Nullable String last) throws Exception {
        var request =
                HttpRequest.newBuilder(api.base().resolve(path))
                        .header("Accept", "text/event-stream");
        api.headers().forEach(request::header);
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        var client = HttpClient.newHttpClient();
        var response = client.send(request.build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " for " + path);
        }
        return new Listener(client, response, last);
    }

    private void read(HttpResponse<InputStream> response) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = null;
            String name = "";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    took(id, name, data.toString());
                    id = null;
                    name = "";
                    data.setLength(0);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6)).append('\n');
                }
            }
        } catch (IOException e) {
            // It was closed on one side.
        } finally {
            synchronized (this) {
                over = true;
                notifyAll();
            }
        }
    }

    private synchronized void took(@Nullable String id, String name, String data)
            throws IOException {
        last = id == null ? last : id;
        if (!data.isEmpty()) {
            events.add(new Event(id, name, JSON.readTree(data)));
        }
        notifyAll();
    }

    /** All so far. */
    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    synchronized @Nullable String last() {
        return last;
    }

    Event await(String what, Predicate<Event> wanted) throws Exception {
        return awaitAll(what, all -> all.stream().anyMatch(wanted)).stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    synchronized List<Event> awaitAll(String what, Predicate<List<Event>> enough) throws Exception {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!enough.test(events)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0 || over) {
                throw new AssertionError("not in the stream: " + what + "; but " + events);
            }
            wait(left);
        }
        return List.copyOf(events);
    }

    /** The first one, without what is told after it: a late change of what is in it comes again. */
    List<Event> awaitSnapshot() throws Exception {
        var all = awaitAll("the fleet", events -> events.stream().anyMatch(Listener::isWhole));
        return all.subList(0, 1 + all.stream().map(Listener::isWhole).toList().indexOf(true));
    }

    private static boolean isWhole(Event event) {
        return event.is("fleet-complete");
    }

    /** How long it takes until the other side has ended it. */
    synchronized Duration awaitEnd() throws Exception {
        long began = System.nanoTime();
        while (!over) {
            if (System.nanoTime() - began > BOUND.toNanos()) {
                throw new AssertionError("the stream goes on: " + events);
            }
            wait(100);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Override
    public void close() {
        client.shutdownNow();
        reader.interrupt();
    }
}
