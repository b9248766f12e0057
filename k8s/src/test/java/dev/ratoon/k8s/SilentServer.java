package dev.ratoon.k8s;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * An API server as one sees it through a watch that brings no news: what is asked of it is done,
 * and nobody is told. Shows nothing of a real one.
 */
final class SilentServer implements AutoCloseable {
    private final HttpServer server;
    private final CountDownLatch over = new CountDownLatch(1);

    /** What was changed: method and name. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** What it answers to a delete. */
    volatile int deleting = 200;

    SilentServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder()
                                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                                .withAutoConfigure(false)
                                .build())
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "PATCH" -> {
                    asked.add("PATCH " + name);
                    String wanted =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    send(
                            exchange,
                            200,
                            wanted.replaceFirst(
                                    "\"metadata\":\\{", "\"metadata\":{\"uid\":\"uid-1\","));
                }
                case "DELETE" -> {
                    asked.add("DELETE " + name);
                    send(exchange, deleting, "{\"kind\":\"Status\",\"apiVersion\":\"v1\"}");
                }
                default -> {
                    String query = String.valueOf(exchange.getRequestURI().getQuery());
                    if (query.contains("watch=true")) {
                        watch(exchange);
                    } else {
                        send(
                                exchange,
                                200,
                                "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":"
                                        + "{\"resourceVersion\":\"1\"},\"items\":[]}");
                    }
                }
            }
        }
    }

    /** Nothing comes of it till the end. */
    private void watch(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        if (exchange.getRequestHeaders().getFirst("Upgrade") == null) {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void send(HttpExchange exchange, int code, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }
}
