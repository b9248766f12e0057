package dev.ratoon.controlplane.repositories;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ratoon.controlplane.pulls.HttpBackend;
import dev.ratoon.controlplane.pulls.HubTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Git's own http-backend over TLS, which counts how often it sent much. */
final class CountingHost implements AutoCloseable {
    private static final long MUCH = 1 << 20;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpsServer server;
    private final HttpBackend git;
    final Path repositories;
    final HubTls tls;
    final AtomicInteger large = new AtomicInteger();

    CountingHost(Path folder) throws Exception {
        repositories = Files.createDirectories(folder.resolve("host"));
        git = new HttpBackend(repositories);
        tls = HubTls.make(folder);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.both()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address(String repository) {
        return "https://localhost:" + server.getAddress().getPort() + "/" + repository;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream answer = git.answer(exchange, exchange.getRequestURI().getPath(), "")) {
            if (answer.transferTo(exchange.getResponseBody()) > MUCH) {
                large.incrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
