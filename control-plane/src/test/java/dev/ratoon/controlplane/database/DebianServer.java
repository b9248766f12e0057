package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.basis.LaterPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** PostgreSQL 15 as Debian packages it: the oldest that Ratoon works with. */
record DebianServer(Path directory, PostgresProcess process, Database any) implements TestServer {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");

    static DebianServer start() {
        if (!Files.isExecutable(PROGRAMS.resolve("postgres"))) {
            throw new IllegalStateException(
                    "This test needs PostgreSQL 15: apt-get install postgresql-15");
        }
        try {
            Path directory = Files.createTempDirectory("ratoon-debian-postgres");
            Path data = directory.resolve("data");
            Path passwordFile = directory.resolve("password");
            String password = Passwords.random();
            Trees.writeOwnerOnly(passwordFile, password);
            Launcher launcher = Launcher.probe();
            Process initdb =
                    launcher.command(
                                    PROGRAMS.resolve("initdb"),
                                    List.of(
                                            "--pgdata=" + data,
                                            "--username=ratoon",
                                            "--pwfile=" + passwordFile,
                                            "--auth=scram-sha-256",
                                            "--encoding=UTF8",
                                            "--locale=C.UTF-8",
                                            "--no-sync"))
                            .start();
            String output =
                    new String(initdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (initdb.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            int port = LaterPort.find();
            var log = new BoundedLog(directory.resolve("log"), 1 << 20);
            var process =
                    PostgresProcess.start(
                            launcher.command(
                                    PROGRAMS.resolve("postgres"),
                                    List.of(
                                            "-D",
                                            data.toString(),
                                            "-p",
                                            Integer.toString(port),
                                            "-c",
                                            "unix_socket_directories=")),
                            log);
            return new DebianServer(
                    directory, process, Given.answering(port, "postgres", password, process, log));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.stop();
        try {
            Trees.delete(directory);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
