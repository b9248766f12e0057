package dev.ratoon.controlplane.installs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An npm registry on loopback, which gives what a test puts into it. */
final class NpmFake implements AutoCloseable {
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> logins = new CopyOnWriteArrayList<>();

    NpmFake() throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 20);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/npm");
    }

    NpmFake has(String file, byte[] bytes) {
        return answers(
                file,
                exchange -> {
                    boolean head = exchange.getRequestMethod().equals("HEAD");
                    if (head) {
                        exchange.getResponseHeaders().set("Content-Length", bytes.length + "");
                    }
                    exchange.sendResponseHeaders(200, head ? -1 : bytes.length);
                    if (!head) {
                        exchange.getResponseBody().write(bytes);
                    }
                });
    }

    NpmFake answers(String file, Answer answer) {
        answers.put("/npm/" + file, answer);
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path);
        @Nullable String login = exchange.getRequestHeaders().getFirst("Authorization");
        logins.add(String.valueOf(login));
        @Nullable Answer answer = answers.get(path);
        try (exchange) {
            if (answer == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                answer.to(exchange);
            }
        }
    }

    long fetched() {
        return asked.stream().filter(each -> each.startsWith("GET")).count();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
