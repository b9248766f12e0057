package dev.ratoon.controlplane.github;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * As much of GitHub's API as the control plane asks for, in the shapes of
 * https://docs.github.com/en/rest: what a token is good for stands in its name. The client itself
 * is tested where it is, against more.
 */
public final class GitHubFake implements QuarkusTestResourceLifecycleManager {
    static final String GOOD = "ghp_good_geheim_abcdefghijklmnopqrst4711";
    static final String WEAK = "ghp_weak_geheim_abcdefghijklmnopqrst4711";
    static final String REVOKED = "ghp_revoked_geheim_abcdefghijklmnop4711";
    static final String LIMITED = "ghp_limited_geheim_abcdefghijklmnop4711";
    static final String TIRED = "ghp_tired_geheim_abcdefghijklmnopqr4711";

    /** Where a test says that a token is good no more; the server lives in another class loader. */
    static final String REVOKE = "/test/revoke/";

    private final List<String> gone = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(REVOKE, this::revoke);
        server.createContext("/", this::handle);
        server.start();
        return Map.of("ratoon.github.api-url", "http://localhost:" + server.getAddress().getPort());
    }

    private void revoke(HttpExchange exchange) throws IOException {
        try (exchange) {
            gone.add(exchange.getRequestURI().getPath().substring(REVOKE.length()));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token =
                    exchange.getRequestHeaders()
                            .getFirst("Authorization")
                            .replaceFirst("^Bearer ", "");
            var headers = exchange.getResponseHeaders();
            headers.set("X-RateLimit-Limit", "5000");
            headers.set("X-RateLimit-Remaining", "4321");
            headers.set("X-RateLimit-Reset", "2000000000");
            headers.set("X-OAuth-Scopes", token.equals(WEAK) ? "gist" : "repo, workflow");
            String path = exchange.getRequestURI().getPath();
            if (token.equals(REVOKED) || gone.contains(token)) {
                answer(exchange, 401, "{\"message\":\"Bad credentials\"}");
            } else if (token.equals(LIMITED) || (token.equals(TIRED) && !path.equals("/user"))) {
                headers.set("Retry-After", "90");
                answer(exchange, 429, "{\"message\":\"You have exceeded a secondary rate limit\"}");
            } else {
                answer(exchange, body(path).isEmpty() ? 404 : 200, body(path));
            }
        }
    }

    private static String body(String path) {
        String repository =
                "{\"id\":1,\"name\":\"payments\",\"full_name\":\"acme/payments\",\"private\":true,"
                        + "\"owner\":{\"login\":\"acme\",\"id\":2},\"default_branch\":\"main\","
                        + "\"clone_url\":\"https://github.com/acme/payments.git\","
                        + "\"pushed_at\":\"2026-01-01T00:00:00Z\","
                        + "\"permissions\":{\"admin\":false,\"push\":true,\"pull\":true}}";
        return switch (path) {
            case "/user" -> "{\"login\":\"octocat\",\"id\":1,\"name\":\"The Octocat\"}";
            case "/user/repos" -> "[" + repository + "]";
            case "/repos/acme/payments" -> repository;
            case "/repos/acme/payments/branches" ->
                    "[{\"name\":\"main\",\"protected\":true,\"commit\":{\"sha\":\"c5b97d5\","
                            + "\"url\":\"https://api.github.com/c\"}}]";
            default -> "";
        };
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
