package dev.ratoon.controlplane.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ratoon.controlplane.pulls.HubTls;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider of models on this machine, which notes what it is asked. What it does is the name of
 * the model.
 */
public final class FakeProvider implements QuarkusTestResourceLifecycleManager {
    static final String ANSWER =
            "{\"choices\":[{\"message\":{\"content\":\"hi\"}}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}";

    private static final Pattern MOST = Pattern.compile("\"max_tokens\":([0-9]+)");

    /** What it was asked, whole. */
    record Seen(String line, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(",", header.getValue()))
                    .findFirst()
                    .orElse("none");
        }
    }

    static final ConcurrentLinkedQueue<Seen> SEEN = new ConcurrentLinkedQueue<>();

    /** What the model "says" says next; nothing ends it. A new one for each test. */
    static volatile BlockingQueue<String> pieces = new LinkedBlockingQueue<>();

    static final AtomicInteger AT_ONCE = new AtomicInteger();
    static final AtomicInteger MOST_AT_ONCE = new AtomicInteger();
    static volatile CountDownLatch hungUpOn = new CountDownLatch(1);
    static volatile CountDownLatch held = new CountDownLatch(1);

    private HttpServer server;
    private HttpsServer strange;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", FakeProvider::handle);
        server.start();
        strange = strange();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/base";
        String apis = "chat-completions,responses,messages,generate-content";
        return Map.of(
                "ratoon.providers.strange.url",
                "https://localhost:" + strange.getAddress().getPort(),
                "ratoon.providers.fake.url",
                url,
                "ratoon.providers.fake.apis",
                apis,
                "ratoon.providers.local.url",
                url,
                "ratoon.providers.local.needs-key",
                "false",
                "ratoon.providers.away.url",
                "http://127.0.0.1:1",
                "ratoon.providers.away.needs-key",
                "false");
    }

    @Override
    public void stop() {
        server.stop(0);
        strange.stop(0);
    }

    /** With a certificate that nobody trusts. */
    private static HttpsServer strange() {
        try {
            HttpsServer made = HttpsServer.create(new InetSocketAddress(loopback(), 0), 0);
            Path folder = Files.createTempDirectory("strange");
            made.setHttpsConfigurator(new HttpsConfigurator(HubTls.make(folder).both()));
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/", FakeProvider::handle);
            made.start();
            return made;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    static void forget() {
        SEEN.clear();
        pieces = new LinkedBlockingQueue<>();
        MOST_AT_ONCE.set(0);
        hungUpOn = new CountDownLatch(1);
        held = new CountDownLatch(1);
    }

    private static void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            SEEN.add(
                    new Seen(
                            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                            Map.copyOf(exchange.getRequestHeaders()),
                            body));
            MOST_AT_ONCE.accumulateAndGet(AT_ONCE.incrementAndGet(), Math::max);
            answer(exchange, model(body), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            AT_ONCE.decrementAndGet();
        }
    }

    private static String model(String body) {
        int at = body.indexOf("\"model\":\"");
        return at < 0 ? "" : body.substring(at + 9, body.indexOf('"', at + 9));
    }

    /** It says as much as it may, and as much as any does where it is not told how much. */
    private static String taken(String body) {
        Matcher named = MOST.matcher(body);
        long most = named.find() ? Long.parseLong(named.group(1)) : 128_000;
        return "{\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}"
                .formatted(body.length(), most);
    }

    private static void answer(HttpExchange exchange, String model, String body)
            throws IOException, InterruptedException {
        switch (model) {
            case "echoes" -> {
                String all = exchange.getRequestHeaders().entrySet().toString();
                exchange.getResponseHeaders().set("x-request-id", all.replaceAll("[^ -~]", ""));
                exchange.getResponseHeaders().set("set-cookie", "a=b");
                send(exchange, 401, "application/json", "{\"error\":\"bad key: " + all + "\"}");
            }
            case "says" -> says(exchange);
            case "floods" -> floods(exchange);
            case "holds" -> {
                held.await(30, TimeUnit.SECONDS);
                send(exchange, 200, "application/json", ANSWER);
            }
            case "takes" -> {
                held.await(30, TimeUnit.SECONDS);
                send(exchange, 200, "application/json", taken(body));
            }
            case "breaks" -> {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(bytes("data: {\"a\":1}\n\ndata: {\"b"));
                exchange.getResponseBody().flush();
            }
            case "moves" -> {
                exchange.getResponseHeaders().set("Location", "/base/v1/elsewhere");
                send(exchange, 307, "application/json", "{}");
            }
            case "packs" -> {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                send(exchange, 200, "application/json", "xx");
            }
            case "large" -> send(exchange, 200, "application/json", "x".repeat(3 << 20));
            default -> send(exchange, 200, "application/json", ANSWER);
        }
    }

    private static void says(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        BlockingQueue<String> own = pieces;
        try (OutputStream out = exchange.getResponseBody()) {
            for (String piece = next(own); !piece.isEmpty(); piece = next(own)) {
                out.write(bytes(piece));
                out.flush();
            }
        }
    }

    private static String next(BlockingQueue<String> own) throws InterruptedException {
        String next = own.poll(30, TimeUnit.SECONDS);
        return next == null ? "" : next;
    }

    private static void floods(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        try {
            long end = System.nanoTime() + 30_000_000_000L;
            while (System.nanoTime() < end) {
                out.write(bytes("data: {\"choices\":[]}\n\n"));
                out.flush();
            }
        } catch (IOException e) {
            hungUpOn.countDown();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        byte[] bytes = bytes(body);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
