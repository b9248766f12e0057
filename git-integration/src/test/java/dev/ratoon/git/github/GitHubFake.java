package dev.ratoon.git.github;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ratoon.git.gateway.SlowRequests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What GitHub answers and {@code emulate} does not: each test says which reply is where. Every
 * reply has a tag and, unless it says otherwise, the headers of the rate limit; one whose tag is
 * known is answered with 304, as in
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
final class GitHubFake implements AutoCloseable {
    static final Instant RESET = Instant.parse("2026-03-01T11:00:00Z");

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();

    /** Of each request the method, the path, and what was answered. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** Of each request that brought something: what. */
    final List<String> sent = new CopyOnWriteArrayList<>();

    final List<String> tokens = new CopyOnWriteArrayList<>();

    GitHubFake() throws IOException {
        this(null);
    }

    GitHubFake(@Nullable SSLContext tls) throws IOException {
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        SlowRequests.bound(); // the first server of a process reads them for all
        if (tls == null) {
            server = HttpServer.create(here, 0);
        } else {
            var secured = HttpsServer.create(here, 0);
            secured.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = secured;
        }
        scheme = tls == null ? "http" : "https";
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    ApiAddress api() {
        return ApiAddress.parse(url()).orElseThrow();
    }

    GitHubFake at(String path, Reply reply) {
        return on("GET " + path, reply);
    }

    /** These answer such a request, one after the other; the last one from then on. */
    GitHubFake on(String methodAndPath, Reply... inTurn) {
        replies.put(methodAndPath, new ArrayDeque<>(List.of(inTurn)));
        return this;
    }

    private synchronized Reply reply(String methodAndPath) {
        Queue<Reply> queue = replies.get(methodAndPath);
        if (queue == null) {
            return Reply.refused(404, "Not Found");
        }
        return queue.size() > 1 ? queue.remove() : queue.element();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = sorted(exchange.getRequestURI());
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!body.isEmpty()) {
                sent.add(body);
            }
            Reply reply = reply(exchange.getRequestMethod() + " " + path);
            String tag = "\"" + Integer.toHexString(reply.body().hashCode()) + "\"";
            boolean known =
                    reply.status() == 200
                            && Optional.ofNullable(
                                            exchange.getRequestHeaders().getFirst("If-None-Match"))
                                    .filter(tag::equals)
                                    .isPresent();
            asked.add(
                    exchange.getRequestMethod()
                            + " "
                            + path
                            + " "
                            + (known ? 304 : reply.status()));
            var headers = exchange.getResponseHeaders();
            headers.set("X-RateLimit-Limit", "5000");
            headers.set("X-RateLimit-Remaining", "4321");
            headers.set("X-RateLimit-Reset", Long.toString(RESET.getEpochSecond()));
            headers.set("ETag", tag);
            reply.headers().forEach(headers::set);
            if (known) {
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            byte[] packed = packed(reply.body());
            headers.set("Content-Type", "application/json; charset=utf-8");
            headers.set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(reply.status(), packed.length);
            exchange.getResponseBody().write(packed);
        }
    }

    /** With what it asks for in alphabetical order. */
    private static String sorted(URI uri) {
        if (uri.getRawQuery() == null) {
            return uri.getRawPath();
        }
        String[] pairs = uri.getRawQuery().split("&", -1);
        Arrays.sort(pairs);
        return uri.getRawPath() + "?" + String.join("&", pairs);
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
