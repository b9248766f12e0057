package dev.ratoon.git.github;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * The GitHub API of the npm package {@code emulate}, running: its packages are pinned in
 * src/test/emulate, and are installed below target once. It knows no revoked token, no scopes, no
 * ETag and refuses nothing for being asked too often: for these there is {@link GitHubFake}.
 */
final class Emulate implements AutoCloseable {
    private static final Path INSTALLED = Path.of("target", "emulate").toAbsolutePath();

    private final Process process;
    private final int port;

    /**
     * Started with these users, tokens and repositories.
     *
     * @param seed YAML as emulate takes it
     */
    Emulate(String seed) throws IOException, InterruptedException {
        install();
        port = freePort();
        Path file = Files.writeString(Files.createTempFile(INSTALLED, "seed", ".yaml"), seed);
        process =
                new ProcessBuilder(
                                INSTALLED.resolve("node_modules/.bin/node").toString(),
                                INSTALLED.resolve("node_modules/emulate/dist/index.js").toString(),
                                "start",
                                "--service",
                                "github",
                                "--port",
                                Integer.toString(port),
                                "--seed",
                                file.toString())
                        .directory(INSTALLED.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(INSTALLED.resolve("emulate.log").toFile())
                        .start();
        awaitAnswer();
    }

    ApiAddress api() {
        return ApiAddress.parse("http://localhost:" + port).orElseThrow();
    }

    /** A request of the test's own, to change what is there. */
    void post(String path, String json) throws IOException, InterruptedException {
        send("POST", path, json);
    }

    String send(String method, String path, String json) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(api().url().resolve(path))
                                    .header("Authorization", "token test_token_user1")
                                    .method(method, HttpRequest.BodyPublishers.ofString(json))
                                    .build(),
                            BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException(answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        }
    }

    /** Once, though tests that run at the same time, each in a process of its own, need it. */
    private static synchronized void install() throws IOException, InterruptedException {
        boolean here =
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64")
                        && new ProcessBuilder("sh", "-c", "command -v npm").start().waitFor() == 0;
        if (!here) {
            System.out.println("SKIPPED: GitHub's API by emulate needs npm, on Linux and amd64");
        }
        Assumptions.assumeTrue(here, "emulate needs npm, on Linux and amd64");
        Files.createDirectories(INSTALLED);
        try (var file = FileChannel.open(INSTALLED.resolve("installing"), CREATE, WRITE);
                var _ = file.lock()) {
            installAlone();
        }
    }

    private static void installAlone() throws IOException, InterruptedException {
        Path lock = Path.of("src/test/emulate/package-lock.json");
        Path done = INSTALLED.resolve("package-lock.json.done");
        if (Files.exists(done) && Files.mismatch(done, lock) < 0) {
            return;
        }
        for (String name : new String[] {"package.json", "package-lock.json"}) {
            Files.copy(
                    lock.resolveSibling(name),
                    INSTALLED.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Process npm =
                new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                        .directory(INSTALLED.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(INSTALLED.resolve("npm.log").toFile())
                        .start();
        if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroy();
            throw new IOException(
                    "npm ci failed: " + Files.readString(INSTALLED.resolve("npm.log")));
        }
        Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException(
                            "emulate does not answer: "
                                    + Files.readString(INSTALLED.resolve("emulate.log")),
                            e);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
