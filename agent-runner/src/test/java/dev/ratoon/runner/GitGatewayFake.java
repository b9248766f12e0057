package dev.ratoon.runner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Git over HTTP by git itself, and what it was shown. */
public final class GitGatewayFake implements AutoCloseable {
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final List<String> cookies = new CopyOnWriteArrayList<>();

    /** What a push is refused with; none means that it is taken. */
    volatile @Nullable String refusal;

    final AtomicInteger refused = new AtomicInteger();

    /** What each fetch waits for, and is then not answered; none means that it is answered. */
    volatile @Nullable Semaphore cut;

    final AtomicInteger held = new AtomicInteger();

    private final HttpServer server;
    private final Path root;

    /**
     * @param root holds git/repository.git
     */
    public GitGatewayFake(Path root) throws IOException {
        this.root = root;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "tcp:127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        authorizations.add(String.valueOf(exchange.getRequestHeaders().get("Authorization")));
        cookies.add(String.valueOf(exchange.getRequestHeaders().get("Cookie")));
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        String words = refusal;
        if (words != null && query.equals("service=git-receive-pack")) {
            refuse(exchange, words);
            refused.incrementAndGet();
            return;
        }
        Semaphore until = cut;
        if (until != null && exchange.getRequestURI().getPath().endsWith("/git-upload-pack")) {
            held.incrementAndGet();
            until.acquireUninterruptibly();
            exchange.close();
            return;
        }
        var builder = new ProcessBuilder("git", "http-backend");
        builder.redirectError(new File("/dev/null"));
        var environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", root.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("GIT_CONFIG_COUNT", "2");
        environment.put("GIT_CONFIG_KEY_0", "safe.directory");
        environment.put("GIT_CONFIG_VALUE_0", "*");
        environment.put("GIT_CONFIG_KEY_1", "http.receivepack");
        environment.put("GIT_CONFIG_VALUE_1", "true");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put("QUERY_STRING", query);
        environment.put("REMOTE_ADDR", "127.0.0.1");
        put(environment, "CONTENT_TYPE", exchange, "Content-Type");
        put(environment, "HTTP_CONTENT_ENCODING", exchange, "Content-Encoding");
        put(environment, "GIT_PROTOCOL", exchange, "Git-Protocol");
        Process process = builder.start();
        try (var to = process.getOutputStream()) {
            exchange.getRequestBody().transferTo(to);
        }
        try (InputStream from = process.getInputStream()) {
            int status = 200;
            for (String line = line(from); !line.isEmpty(); line = line(from)) {
                String[] field = line.split(": ", 2);
                if (field[0].equals("Status")) {
                    status = Integer.parseInt(field[1].substring(0, 3));
                } else {
                    exchange.getResponseHeaders().add(field[0], field[1]);
                }
            }
            exchange.sendResponseHeaders(status, 0);
            from.transferTo(exchange.getResponseBody());
        }
        exchange.close();
    }

    /** As the gateway does: with words that git prints. */
    private static void refuse(HttpExchange exchange, String words) throws IOException {
        String line = "ERR " + words;
        String answered =
                "001f# service=git-receive-pack\n0000%04x%s".formatted(line.length() + 4, line);
        byte[] answer = answered.getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders()
                .add("Content-Type", "application/x-git-receive-pack-advertisement");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static void put(
            java.util.Map<String, String> environment,
            String name,
            HttpExchange exchange,
            String header) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
            environment.put(name, value);
        }
    }

    private static String line(InputStream from) throws IOException {
        var line = new StringBuilder();
        for (int c = from.read(); c != '\n' && c >= 0; c = from.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
