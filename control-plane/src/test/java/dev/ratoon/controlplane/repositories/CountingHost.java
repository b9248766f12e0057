package dev.ratoon.controlplane.repositories;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ratoon.controlplane.pulls.HttpBackend;
import dev.ratoon.controlplane.pulls.HubTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Git's own http-backend over TLS, which counts how often it sent much, and may stand still. */
public final class CountingHost implements AutoCloseable {
    private static final long MUCH = 1 << 20;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpsServer server;
    private final HttpBackend git;
    private final CountDownLatch over = new CountDownLatch(1);
    public final Path repositories;
    public final HubTls tls;
    public final AtomicInteger large = new AtomicInteger();

    /** After so many bytes of an answer it stands still. */
    public volatile long stallAfter = Long.MAX_VALUE;

    public CountingHost(Path folder) throws Exception {
        repositories = Files.createDirectories(folder.resolve("host"));
        git = new HttpBackend(repositories);
        tls = HubTls.make(folder);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.both()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String address(String repository) {
        return "https://localhost:" + server.getAddress().getPort() + "/" + repository;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream answer = git.answer(exchange, exchange.getRequestURI().getPath(), "")) {
            if (pass(answer, exchange.getResponseBody()) > MUCH) {
                large.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long pass(InputStream from, OutputStream to) throws IOException, InterruptedException {
        byte[] some = new byte[8 << 10];
        long passed = 0;
        for (int n = from.read(some); n >= 0; n = from.read(some)) {
            to.write(some, 0, n);
            passed += n;
            if (passed > stallAfter) {
                to.flush();
                over.await();
            }
        }
        return passed;
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
