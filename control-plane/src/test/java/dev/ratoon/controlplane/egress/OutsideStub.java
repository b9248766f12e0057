package dev.ratoon.controlplane.egress;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ratoon.controlplane.pulls.HubTls;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;

/** A host of the web, over HTTP and TLS, and an npm registry with two tiny packages. */
public class OutsideStub implements QuarkusTestResourceLifecycleManager {
    private static final Set<String> WRITTEN = ConcurrentHashMap.newKeySet();

    private HttpServer plain;
    private HttpsServer tls;
    private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();

    @Override
    public Map<String, String> start() {
        try {
            var address = new InetSocketAddress(OutsideOfTest.ADDRESS, 0);
            plain = HttpServer.create(address, 50);
            tls = HttpsServer.create(address, 50);
            Path folder = Files.createTempDirectory("outside");
            tls.setHttpsConfigurator(new HttpsConfigurator(HubTls.make(folder).both()));
            for (HttpServer each : new HttpServer[] {plain, tls}) {
                each.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                each.createContext("/", this::answer);
                each.start();
            }
            files.put("/hello", "hello from outside\n".getBytes(StandardCharsets.UTF_8));
            publish(folder, "tiny", "tiny");
            publish(folder, "@test/tiny", "@test%2ftiny");
            return Map.of(
                    "ratoon.egress.registries.npm.url",
                    "http://" + OutsideOfTest.NPM + ":" + plain.getAddress().getPort(),
                    "test.outside.plain",
                    Integer.toString(plain.getAddress().getPort()),
                    "test.outside.tls",
                    Integer.toString(tls.getAddress().getPort()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(Path folder, String name, String path) throws Exception {
        Path packed = Files.createDirectories(folder.resolve(name + "/package"));
        Files.writeString(
                packed.resolve("package.json"),
                "{\"name\":\"" + name + "\",\"version\":\"1.0.0\",\"main\":\"index.js\"}");
        Files.writeString(packed.resolve("index.js"), "module.exports = 'tiny ' + 42;\n");
        Path file = folder.resolve(name + ".tgz");
        var tar =
                new ProcessBuilder(
                                "tar", "-czf", "" + file, "-C", "" + packed.getParent(), "package")
                        .inheritIO()
                        .start();
        if (tar.waitFor() != 0) {
            throw new IOException("tar");
        }
        byte[] bytes = Files.readAllBytes(file);
        String digest =
                Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
        String tarball = "/" + name + "/-/tiny-1.0.0.tgz";
        files.put(tarball, bytes);
        files.put(
                "/" + path,
                """
                {"name":"%1$s","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"name":"%1$s",
                "version":"1.0.0","dist":{"integrity":"sha512-%2$s",
                "tarball":"http://%3$s:%4$d%5$s"}}}}
                """
                        .formatted(
                                name,
                                digest,
                                OutsideOfTest.NPM,
                                plain.getAddress().getPort(),
                                tarball)
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Methods by which it was to be changed. */
    static Set<String> written() {
        return Set.copyOf(WRITTEN);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().matches("GET|HEAD")) {
            WRITTEN.add(exchange.getRequestMethod());
        }
        try (exchange) {
            byte[] file = files.get(exchange.getRequestURI().getRawPath());
            boolean json = file != null && file.length > 0 && file[0] == '{';
            exchange.getResponseHeaders()
                    .set("Content-Type", json ? "application/json" : "application/octet-stream");
            byte[] body = file == null ? new byte[] {'?'} : file;
            exchange.sendResponseHeaders(file == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void stop() {
        if (plain != null) {
            plain.stop(0);
        }
        if (tls != null) {
            tls.stop(0);
        }
    }
}
