package dev.ratoon.controlplane.page;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A registry of packages that gives nothing, and never refuses twice in the same words. */
public final class RefusingRegistry implements QuarkusTestResourceLifecycleManager {
    private final AtomicInteger refused = new AtomicInteger(500);
    private @Nullable HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpServer started = HttpServer.create(address, 0);
            started.createContext(
                    "/",
                    exchange -> {
                        boolean whole = exchange.getRequestMethod().equals("GET");
                        exchange.sendResponseHeaders(whole ? refused.getAndIncrement() : 404, -1);
                        exchange.close();
                    });
            started.start();
            server = started;
            return Map.of(
                    "ratoon.installs.registry",
                    "http://127.0.0.1:" + started.getAddress().getPort() + "/npm");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
