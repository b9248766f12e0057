package dev.ratoon.controlplane.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Packaged;
import dev.ratoon.controlplane.login.Api;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything dies while a restore is under way. */
@Tag("long")
@Timeout(240)
class RestoreCrashIT {
    private static final String BESIDE =
            "select count(*) from pg_namespace where nspname like 'ratoon\\__%'";

    @TempDir Path directory;

    @Test
    void all_is_as_it_was_and_the_next_restore_works() throws Exception {
        withoutSandboxes();
        byte[] file;
        try (Packaged ratoon = Packaged.start(directory)) {
            Api owner = ratoon.api();
            owner.post("/api/teams", Map.of("name", "before"));
            for (int i = 0; i < 5; i++) {
                Api.Answer made = owner.post("/api/agents", large(i));
                assertEquals(201, made.status(), made.body()::toString);
            }
            file = backup(owner);
            owner.post("/api/teams", Map.of("name", "after"));
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), ratoon.app().port())) {
                socket.getOutputStream().write(head(owner, file.length));
                socket.getOutputStream().write(file, 0, file.length / 2);
                awaitHalf(ratoon);
                ratoon.killAll();
            }
        }
        try (Packaged ratoon = Packaged.start(directory)) {
            Api owner = ratoon.api();
            assertTrue(teams(owner).contains("after"), () -> teams(owner));
            assertEquals(200, restore(owner, file));
            Api again = ratoon.api();
            assertTrue(teams(again).contains("before"), () -> teams(again));
            assertTrue(!teams(again).contains("after"), () -> teams(again));
            assertEquals("0", one(ratoon, BESIDE));
            assertEquals(5, again.get("/api/agents").body().path("agents").size());
        }
    }

    /** The agents are here for their data alone. */
    private void withoutSandboxes() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.writeString(home.resolve("ratoon.properties"), "ratoon.roles=api\n");
    }

    /** A prompt that is no small payload, and that no zip makes one. */
    static Map<String, Object> large(int n) {
        String noise =
                new Random(n)
                        .ints(150_000, 'a', 'z' + 1)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return Map.of(
                "repository", "https://example.invalid/a/b", "title", "n" + n, "prompt", noise);
    }

    /** Some payloads are in their place, and the schema beside the live one is being filled. */
    private static void awaitHalf(Packaged ratoon) throws Exception {
        Path blobs = ratoon.app().home().resolve("blobs");
        while (one(ratoon, BESIDE).equals("0") || count(blobs) == 0) {
            Thread.onSpinWait();
        }
    }

    private static long count(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static byte[] head(Api by, int length) {
        return ("POST /api/restore HTTP/1.1\r\nHost: 127.0.0.1:"
                        + by.base().getPort()
                        + "\r\nAuthorization: "
                        + by.headers().get("Authorization")
                        + "\r\nContent-Type: application/zip\r\nContent-Length: "
                        + length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] backup(Api by) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(by.base().resolve("/api/backup"));
            by.headers().forEach(request::header);
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }

    private static int restore(Api by, byte[] file) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(by.base().resolve("/api/restore"))
                            .header("Content-Type", "application/zip")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(file));
            by.headers().forEach(request::header);
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    private static String teams(Api by) {
        return by.get("/api/teams").body().toString();
    }

    private static String one(Packaged ratoon, String query) throws Exception {
        try (var connection = ratoon.database().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
