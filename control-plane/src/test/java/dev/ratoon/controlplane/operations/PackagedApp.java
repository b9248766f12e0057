package dev.ratoon.controlplane.operations;

import dev.ratoon.controlplane.basis.LaterPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The control plane as it is shipped, in a process of its own: the launcher becomes it. */
public record PackagedApp(Process process, Path home, int port, Path out, Path err)
        implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static PackagedApp start(Path directory, String... options) throws Exception {
        var app = launch(directory, options);
        app.awaitReady();
        return app;
    }

    /** Does not wait for anything. */
    public static PackagedApp launch(Path directory, String... options) throws Exception {
        return launch(directory, Map.of(), options);
    }

    /** With these in its environment, too. */
    public static PackagedApp launch(
            Path directory, Map<String, String> environment, String... options) throws Exception {
        int port = LaterPort.find();
        Path home = directory.resolve("home");
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("ratoon.root"), "ratoon").toString(),
                                "up",
                                "--home",
                                home.toString(),
                                "--port",
                                Integer.toString(port)));
        command.addAll(List.of(options));
        var builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("RATOON_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new PackagedApp(builder.start(), home, port, out, err);
    }

    /** Until the login link is printed. */
    public void awaitAccount() throws Exception {
        Instant end = Instant.now().plusSeconds(90);
        while (Instant.now().isBefore(end) && process.isAlive()) {
            if (Files.readString(out).contains("#code=")) {
                return;
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        close();
        throw new AssertionError(Files.readString(out) + Files.readString(err));
    }

    private void awaitReady() throws Exception {
        Instant end = Instant.now().plusSeconds(90);
        while (Instant.now().isBefore(end) && process.isAlive()) {
            try {
                var ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
                var request = HttpRequest.newBuilder(ready).build();
                if (CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
        close();
        Path database = home.resolve("log/postgresql.log");
        throw new AssertionError(
                Files.readString(out)
                        + Files.readString(err)
                        + (Files.exists(database) ? Files.readString(database) : ""));
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
    }

    /** 137 if it must be killed. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            exitCode();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
