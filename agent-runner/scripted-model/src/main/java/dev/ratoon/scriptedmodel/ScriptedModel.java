package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The server. Threads: one for each request. */
public final class ScriptedModel implements AutoCloseable {
    /** What a body that is to be cut claims to be long: so its reader knows that it was cut. */
    private static final long NEVER_ENDING = 1L << 40;

    private static final Conversation NONE =
            new Conversation("", false, "", List.of(), List.of(), Map.of());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Player player;
    private final boolean remembers;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    private ScriptedModel(HttpServer server, Scenarios scenarios, boolean remembers) {
        this.server = server;
        this.player = new Player(scenarios);
        this.remembers = remembers;
    }

    /**
     * Starts one on this machine's loopback.
     *
     * @param port 0 for any
     */
    public static ScriptedModel start(int port, Scenarios scenarios) throws IOException {
        return start(port, scenarios, true);
    }

    /** The same that keeps nothing of what it is asked: it may run for long. */
    static ScriptedModel forgetful(int port, Scenarios scenarios) throws IOException {
        return start(port, scenarios, false);
    }

    private static ScriptedModel start(int port, Scenarios scenarios, boolean remembers)
            throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var model = new ScriptedModel(HttpServer.create(address, 0), scenarios, remembers);
        model.server.createContext("/", model::serve);
        model.server.setExecutor(model.threads);
        model.server.start();
        return model;
    }

    public static ScriptedModel start() throws IOException {
        return start(0, Scenarios.usual());
    }

    /** Below it are the paths of the APIs, as a provider has them: {@code /v1/responses}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All requests, oldest first. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** The last one that is part of the work. */
    public Seen lastOfWork() {
        return seen.stream().filter(each -> !each.isExtra()).toList().getLast();
    }

    /** What users asked, each as often as a turn for it was begun, oldest first. */
    public List<String> begun() {
        return seen.stream()
                .filter(Seen::begins)
                .map(each -> each.conversation().lastUser())
                .toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            JsonNode body = json(bytes);
            Api api = Api.ALL.stream().filter(each -> each.answers(path)).findFirst().orElse(null);
            Conversation conversation = api == null ? NONE : api.read(path, body);
            if (remembers) {
                seen.add(
                        new Seen(
                                exchange.getRequestMethod(),
                                exchange.getRequestURI().toString(),
                                headers(exchange),
                                body,
                                conversation));
            }
            if (api != null && exchange.getRequestMethod().equals("POST")) {
                answer(exchange, api, conversation, player.play(conversation, bytes.length));
            } else {
                aside(exchange, path, bytes.length);
            }
        }
    }

    private static JsonNode json(byte[] bytes) throws IOException {
        try {
            JsonNode read = Out.JSON.readTree(bytes);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        var headers = new HashMap<String, List<String>>();
        exchange.getRequestHeaders()
                .forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all));
        return headers;
    }

    private static void answer(
            HttpExchange exchange, Api api, Conversation asked, Player.Played played)
            throws IOException {
        switch (played) {
            case Player.Played.Failure(int status) -> {
                ObjectNode error = Out.JSON.createObjectNode();
                error.putObject("error")
                        .put("type", "scripted_failure")
                        .put("message", "The scenario wants this to fail.");
                send(exchange, status, error);
            }
            case Player.Played.Answer(Reply reply) -> {
                boolean isCut = reply.parts().contains(new Reply.Part.Cut());
                String type = asked.stream() ? "text/event-stream" : "application/json";
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(200, isCut ? NEVER_ENDING : 0);
                var out = new Out(exchange.getResponseBody());
                try {
                    if (asked.stream()) {
                        api.stream(reply, out);
                    } else {
                        api.whole(reply, out);
                    }
                } catch (Out.CutHere e) {
                    return;
                }
            }
        }
    }

    /** What harnesses look up: the models there are, and how long something is. */
    private static void aside(HttpExchange exchange, String path, long bytes) throws IOException {
        ObjectNode answer = Out.JSON.createObjectNode();
        if (path.endsWith("/models")) {
            answer.put("object", "list");
            answer.putArray("data").addObject().put("id", "scripted").put("object", "model");
            send(exchange, 200, answer);
        } else if (path.endsWith("/count_tokens")) {
            send(exchange, 200, answer.put("input_tokens", bytes / 4));
        } else {
            answer.putObject("error").put("message", "There is nothing here.");
            send(exchange, 404, answer);
        }
    }

    private static void send(HttpExchange exchange, int status, JsonNode json) throws IOException {
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
