package dev.ratoon.controlplane.githosts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ratoon.controlplane.pulls.HttpBackend;
import dev.ratoon.controlplane.pulls.HubTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
import org.jspecify.annotations.Nullable;

/**
 * A git host as many run one: git's own http-backend behind basic authentication over TLS. It has
 * users ada and bob, who may read and write all; what is below {@code open/} everybody reads. What
 * is below {@code moved/} it says to be at another host, at another port of this machine. And it
 * has bad days.
 */
final class Forge implements AutoCloseable {
    static final String ADA = "glpat_geheim_of_ada_abcdefghijklmnop";
    static final String BOB = "glpat_geheim_of_bob_abcdefghijklmnop";

    private static final Map<String, String> SECRETS = Map.of("ada", ADA, "bob", BOB);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int port;
    private final HttpsServer other;
    private @Nullable HttpsServer server;
    private @Nullable ServerSocket silent;
    private volatile int answers;
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
        HttpsServer first = server(this::handle, 0);
        server = first;
        port = first.getAddress().getPort();
        other = server(this::elsewhere, 0);
    }

    private HttpsServer server(HttpHandler handler, int at) throws IOException {
        var made =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(tls.both()));
        made.setExecutor(threads);
        made.createContext("/", handler);
        made.start();
        return made;
    }

    /** With its port: {@code localhost:4711}. */
    String host() {
        return "localhost:" + port;
    }

    /**
     * From now on it is {@code well} or {@code down}, is {@code silent} to whoever comes, or
     * answers that status to everything.
     */
    synchronized void becomes(String mood) {
        try {
            answers = mood.matches("[0-9]+") ? Integer.parseInt(mood) : 0;
            boolean serves = answers > 0 || mood.equals("well");
            if (server != null && !serves) {
                server.stop(0);
                server = null;
            }
            if (silent != null) {
                silent.close();
                silent = null;
            }
            if (server == null && serves) {
                server = server(this::handle, port);
            }
            if (mood.equals("silent")) {
                // Nobody takes what the kernel lets in.
                silent = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (answers > 0) {
                exchange.getResponseHeaders().set("Retry-After", "7");
                exchange.sendResponseHeaders(answers, -1);
                return;
            }
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
        becomes("down");
        other.stop(0);
        threads.shutdownNow();
    }
}
