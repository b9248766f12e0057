package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers of an API, by method and path with query; and what was asked, with bodies. */
final class ScriptedApi implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> answers = new HashMap<>();

    /** METHOD PATH BODY of each request. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final List<String> keys = new CopyOnWriteArrayList<>();

    ScriptedApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    ScriptedApi answering(String request, JsonNode answer) {
        return answering(request, Json.compact(answer));
    }

    ScriptedApi answering(String request, String answer) {
        answers.put(request, answer);
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Heard run(int exit, String... words) {
        return run(new Heard(), exit, words);
    }

    Heard run(Heard heard, int exit, String... words) {
        heard.with("RATOON_URL", url()).with("RATOON_TOKEN", "a-token");
        int ended = heard.run(words);
        if (ended != exit) {
            throw new AssertionError("ended with " + ended + ", not " + exit + "\n" + heard);
        }
        return heard;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add((request + " " + body).strip());
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (key != null) {
                keys.add(key);
            }
            String answer = answers.get(request);
            byte[] bytes =
                    (answer == null
                                    ? "{\"status\":404,\"detail\":\"Not scripted: "
                                            + request
                                            + "\"}"
                                    : answer)
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
