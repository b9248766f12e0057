package dev.ratoon.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dev mode as CONTRIBUTING.md has it, on a copy of the sources, with the embedded database. */
class DevModeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String CHANGED =
            "control-plane/src/main/java/dev/ratoon/controlplane/problem/ProblemType.java";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    @Tag("long")
    void aChangedLineIsServedWithoutARestartTwice(@TempDir Path scratch) throws Exception {
        Path copy = copySources(scratch.resolve("ratoon"));
        int port = freePort();
        Path output = scratch.resolve("dev-mode.txt");
        Process dev = start(copy, scratch.resolve("home"), port, output);
        try {
            waitFor(dev, output, port, "\"title\":\"Not ");
            change(copy, "\"Not ", "\"First change: not ");
            waitFor(dev, output, port, "\"title\":\"First change: not ");
            change(copy, "\"First change: not ", "\"Second change: not ");
            waitFor(dev, output, port, "\"title\":\"Second change: not ");
        } finally {
            end(dev);
        }
    }

    private static Path copySources(Path copy) throws IOException {
        for (Path file : Tree.files(_ -> true)) {
            Path to = copy.resolve(Tree.name(file));
            Files.createDirectories(to.resolveSibling("."));
            Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return copy;
    }

    private static Process start(Path copy, Path home, int port, Path output) throws IOException {
        var command =
                new ProcessBuilder(
                        "./mvnw",
                        "-B",
                        "-ntp",
                        "test-compile",
                        "quarkus:dev",
                        "-pl",
                        "control-plane",
                        "-am",
                        "-Ddebug=false",
                        "-Dratoon.quick",
                        "-Dquarkus.analytics.disabled=true",
                        "-Dquarkus.args=--port " + port);
        command.environment().put("RATOON_HOME", home.toString());
        command.directory(copy.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(output.toFile());
        return command.start();
    }

    private static void change(Path copy, String from, String to) throws IOException {
        Path file = copy.resolve(CHANGED);
        String before = Files.readString(file);
        String after = before.replace(from, to);
        assertTrue(!after.equals(before), from + " is not in " + CHANGED);
        Files.writeString(file, after);
    }

    /** A path that nobody serves answers with a problem, whose title is in the changed source. */
    private void waitFor(Process dev, Path output, int port, String expected) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "nothing";
        while (System.nanoTime() < deadline) {
            last = ask(port);
            if (last.contains(expected)) {
                return;
            }
            if (dev.waitFor(250, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError(
                "%s did not come; the last answer was %s\n%s"
                        .formatted(expected, last, Files.readString(output)));
    }

    private String ask(int port) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/nothing"))
                        .timeout(Duration.ofSeconds(60))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Ends it as Ctrl-C does, and sees that what it started ends too. */
    private static void end(Process dev) throws Exception {
        var all = dev.descendants().toList();
        dev.destroy();
        try {
            for (ProcessHandle one : all) {
                one.onExit().get(60, TimeUnit.SECONDS);
            }
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
