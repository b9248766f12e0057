package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.login.Api;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a process of its own: gauges do not survive a second start in the same one. */
class MetricsIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir static Path directory;
    private static PackagedApp app;
    private static URI base;
    private static Api owner;

    @BeforeAll
    static void start() throws Exception {
        app = PackagedApp.start(directory);
        base = URI.create("http://127.0.0.1:" + app.port());
        // It is written after others are served.
        Path token = app.home().resolve("run/owner.token");
        Eventually.get("the owner's token", () -> Files.exists(token), Boolean.TRUE::equals);
        owner = Api.unknown(base).bearer(Files.readString(token).strip());
        scrape();
    }

    @AfterAll
    static void end() {
        app.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jvm_memory_used_bytes",
                "process_uptime_seconds",
                "system_cpu_count",
                "agroal_active_count",
                "http_server_active_requests",
                "ratoon_start_duration_seconds",
                "ratoon_build"
            })
    void it_shows(String family) {
        assertTrue(families().contains(family), families().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/no-such-place/",
        "GET,/refused-before-routes/",
        "PROBE,/no-such-place/",
        "PROBE,/refused-before-routes/"
    })
    void strangers_make_no_series(String method, String path) throws Exception {
        send(method.equals("GET") ? "GET" : method + "0", path + 0);
        long before = series();
        for (int i = 1; i <= 150; i++) {
            send(method.equals("GET") ? "GET" : method + i, path + i);
        }
        assertEquals(before, series(), scrape());
    }

    @Test
    void the_reference_names_every_family_and_no_other() throws Exception {
        send("GET", "/no-such-place/0");
        var shown = families();
        shown.removeIf(name -> name.startsWith("jvm_") || name.startsWith("netty_"));
        assertEquals(new TreeSet<>(documented(".*")), with(shown, documented(".*first \\|")));
    }

    /** Whether such a family is there yet depends on what happened before. */
    private static TreeSet<String> with(Set<String> shown, Set<String> onceItHappened) {
        var all = new TreeSet<>(shown);
        all.addAll(onceItHappened);
        return all;
    }

    private static Set<String> documented(String whose) throws Exception {
        return Pattern.compile("^\\| `([a-z0-9_]+)` \\|" + whose + "$", Pattern.MULTILINE)
                .matcher(
                        Files.readString(
                                Path.of(System.getProperty("ratoon.root"))
                                        .resolve("docs/reference/metrics.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static String scrape() {
        return owner.get("/metrics").raw().body();
    }

    private TreeSet<String> families() {
        return scrape().lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long series() {
        return scrape().lines().filter(line -> line.startsWith("http_server_")).count();
    }

    private void send(String method, String path) throws Exception {
        CLIENT.send(
                HttpRequest.newBuilder(base.resolve(path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }
}
