package dev.ratoon.controlplane.githosts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ratoon.controlplane.pulls.HttpBackend;
import dev.ratoon.controlplane.pulls.HubTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A git host as many run one: git's own http-backend behind basic authentication over TLS. It has
 * users ada and bob, who may read and write all; what is below {@code open/} everybody reads. What
 * is below {@code moved/} it says to be at another host, at another port of this machine.
 */
final class Forge implements AutoCloseable {
    static final String ADA = "glpat_geheim_of_ada_abcdefghijklmnop";
    static final String BOB = "glpat_geheim_of_bob_abcdefghijklmnop";

    private static final Map<String, String> SECRETS = Map.of("ada", ADA, "bob", BOB);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpsServer server;
    private final HttpsServer other;
    private final HttpBackend git;
    final Path repositories;
    final HubTls tls;

    /** Who asked for what: {@code ada git-receive-pack}. */
    final List<String> seen = new CopyOnWriteArrayList<>();

    /** What the other host was asked, and with which login. */
    final List<String> seenElsewhere = new CopyOnWriteArrayList<>();

    Forge(Path folder) throws Exception {
        repositories = Files.createDirectories(folder.resolve("forge"));
        git = new HttpBackend(repositories);
        tls = HubTls.make(folder);
        server = server(this::handle);
        other = server(this::elsewhere);
    }

    private HttpsServer server(HttpHandler handler) throws IOException {
        var made =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(tls.both()));
        made.setExecutor(threads);
        made.createContext("/", handler);
        made.start();
        return made;
    }

    /** With its port: {@code localhost:4711}. */
    String host() {
        return "localhost:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            if (uri.getPath().startsWith("/moved/")) {
                exchange.getResponseHeaders()
                        .set("Location", "https://localhost:" + other.getAddress().getPort() + uri);
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            Optional<String> user = user(exchange);
            boolean writes = uri.toString().contains("receive-pack");
            boolean everybodys = uri.getPath().startsWith("/open/") && !writes;
            seen.add(user.orElse("nobody") + (writes ? " git-receive-pack" : " git-upload-pack"));
            if (user.isEmpty() && !everybodys) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=forge");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            try (InputStream answer = git.answer(exchange, uri.getPath(), user.orElse(""))) {
                answer.transferTo(exchange.getResponseBody());
            }
        }
    }

    private void elsewhere(HttpExchange exchange) throws IOException {
        try (exchange) {
            seenElsewhere.add(
                    exchange.getRequestURI()
                            + " "
                            + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(404, -1);
        }
    }

    private static Optional<String> user(HttpExchange exchange) {
        String right = exchange.getRequestHeaders().getFirst("Authorization");
        if (right == null || !right.startsWith("Basic ")) {
            return Optional.empty();
        }
        String[] pair =
                new String(Base64.getDecoder().decode(right.substring(6)), StandardCharsets.UTF_8)
                        .split(":", 2);
        return Optional.of(pair[0]).filter(name -> pair[1].equals(SECRETS.get(name)));
    }

    @Override
    public void close() {
        server.stop(0);
        other.stop(0);
        threads.shutdownNow();
    }
}
