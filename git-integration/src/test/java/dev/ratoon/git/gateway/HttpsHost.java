package dev.ratoon.git.gateway;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;

/** A host of repositories: git's own http-backend behind TLS, and paths where it misbehaves. */
public final class HttpsHost implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path repositories;
    private final CountDownLatch over = new CountDownLatch(1);

    public static final String USER = "robot";
    public static final String SECRET = "s3cr3t-for-the-test";

    /** Of each request its line and its headers. */
    public final List<String> seen = new CopyOnWriteArrayList<>();

    /** How often somebody asked for objects. */
    public final AtomicInteger fetches = new AtomicInteger();

    /** How often somebody sent something. */
    public final AtomicInteger pushes = new AtomicInteger();

    /** Whether it stands still when somebody wants to push. */
    public volatile boolean deafToPushes;

    /** The status that it answers instead when somebody wants to push; none when it is 0. */
    public volatile int answerToPushes;

    /** Whether the login is still good. */
    public volatile boolean revoked;

    /** Whether it talks without an end where objects are asked for. */
    public volatile boolean talks;

    /** The pack that it sends instead of what was asked for; none when it is empty. */
    public volatile byte[] sends = new byte[0];

    /** After so many bytes of objects it stands still. */
    public volatile long stallAfter = Long.MAX_VALUE;

    public HttpsHost(Path repositories, SSLContext tls) throws IOException {
        this.repositories = repositories;
        SlowRequests.bound(); // the first server of a process reads them for all
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI address(String path) {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/" + path);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String uri = exchange.getRequestURI().toString();
            seen.add(
                    exchange.getRequestMethod()
                            + " "
                            + uri
                            + " "
                            + exchange.getRequestHeaders().entrySet());
            String tail = uri.replaceFirst("^/[^/]*", "");
            if (uri.contains("git-receive-pack")) {
                if (deafToPushes) {
                    stall();
                }
                if (answerToPushes != 0) {
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    exchange.sendResponseHeaders(answerToPushes, -1);
                    return;
                }
            }
            switch (uri.split("/", -1)[1]) {
                case "moved" -> redirect(exchange, "/owner.git" + tail);
                case "away" ->
                        redirect(
                                exchange,
                                address("owner.git").toString().replace("localhost", "127.0.0.1")
                                        + tail);
                case "plain" -> redirect(exchange, "http://localhost:1/owner.git" + tail);
                case "circle" -> redirect(exchange, "/circle" + tail);
                case "private" -> exchange.sendResponseHeaders(401, -1);
                case "missing" -> exchange.sendResponseHeaders(404, -1);
                case "forbidden" -> exchange.sendResponseHeaders(403, -1);
                case "often" -> {
                    exchange.getResponseHeaders().set("Retry-After", "7");
                    exchange.sendResponseHeaders(429, -1);
                }
                case "auth" -> authenticated(exchange, tail, USER);
                case "readonly" -> authenticated(exchange, tail, "");
                case "busy" -> exchange.sendResponseHeaders(503, -1);
                case "page" -> page(exchange);
                case "cut" -> cut(exchange);
                case "branches" -> Flood.branches(exchange);
                case "stall" -> stall();
                default -> backend(exchange, exchange.getRequestURI().getPath(), "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void page(HttpExchange exchange) throws IOException {
        byte[] page = "<html>".getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
    }

    private static void cut(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Type", "application/x-git-upload-pack-advertisement");
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody()
                .write("001e# service=git-up".getBytes(StandardCharsets.US_ASCII));
    }

    private void stall() throws InterruptedException {
        over.await();
    }

    /** Who is named to the backend may push. */
    private void authenticated(HttpExchange exchange, String path, String user)
            throws IOException, InterruptedException {
        String right =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (USER + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (revoked || !right.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=x");
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        backend(exchange, path.replaceFirst("\\?.*", ""), user);
    }

    private void backend(HttpExchange exchange, String path, String user)
            throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String asked =
                new String(plain(body, exchange.getRequestHeaders()), StandardCharsets.ISO_8859_1);
        if (asked.contains("want ")) {
            fetches.incrementAndGet();
            if (talks) {
                Flood.words(exchange);
                return;
            }
            if (sends.length > 0) {
                Flood.pack(exchange, sends);
                return;
            }
        }
        if (path.endsWith("/git-receive-pack")) {
            pushes.incrementAndGet();
        }
        pass(Backend.answer(exchange, repositories, path, user, body), exchange.getResponseBody());
    }

    private static byte[] plain(byte[] body, Headers headers) throws IOException {
        return "gzip".equals(headers.getFirst("Content-Encoding"))
                ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
                : body;
    }

    private void pass(InputStream from, OutputStream to) throws IOException, InterruptedException {
        byte[] some = new byte[8 << 10];
        long passed = 0;
        for (int n = from.read(some); n >= 0; n = from.read(some)) {
            to.write(some, 0, n);
            passed += n;
            if (passed > stallAfter) {
                to.flush();
                stall();
            }
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
