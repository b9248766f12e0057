package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The embedded database's directory. Made beside its place and moved there when it is complete, so
 * that a kill in the middle leaves nothing half-made.
 */
record Cluster(Home home, PostgresBinaries binaries, Launcher launcher) {
    /** Only the user ratoon, only over the loopback interface, only with the password. */
    private static final String ACCESS =
            """
            # Written by Ratoon at each start; a change here is lost.
            # TYPE  DATABASE  USER    ADDRESS       METHOD
            host    all       ratoon  127.0.0.1/32  scram-sha-256
            """;

    /** The password of the user ratoon, in a cluster that is ready to be started. */
    String prepare() {
        Path data = home.postgres();
        try {
            if (Files.notExists(data) || isEmpty(data)) {
                return make(data);
            }
            Launcher.requireOwn(data);
            requireVersion(data);
            Orphan.end(data);
            admitOwnerOnly(data);
            return Files.exists(passwordFile())
                    ? Files.readString(passwordFile()).strip()
                    : newPassword(data, "alter");
        } catch (IOException e) {
            throw DatabaseTrouble.unwritable(home, "prepare its database", e);
        }
    }

    Path passwordFile() {
        return home.path().resolve("postgres.password");
    }

    private String make(Path data) throws IOException {
        Trees.deleteSiblings(data, "postgres-new-");
        Path half = Files.createTempDirectory(home.path(), "postgres-new-");
        try {
            initialise(half);
            String password = newPassword(half, "create");
            alone(half, "create database ratoon owner ratoon");
            Trees.flush(half);
            Files.deleteIfExists(data);
            Trees.moveDurably(half, data);
            return password;
        } finally {
            Trees.delete(half);
        }
    }

    private void initialise(Path half) throws IOException {
        run(
                binaries.program("initdb"),
                "",
                List.of(
                        "--pgdata=" + half,
                        "--username=postgres",
                        "--auth=reject",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--data-checksums",
                        "--no-sync",
                        "--no-instructions"));
        admitOwnerOnly(half);
    }

    private String newPassword(Path data, String verb) throws IOException {
        String password = Passwords.random();
        alone(data, verb + " role ratoon login createdb password '" + password + "'");
        Trees.writeOwnerOnly(passwordFile(), password + "\n");
        return password;
    }

    /** One statement by the superuser, who exists in single-user mode only. */
    private void alone(Path data, String statement) throws IOException {
        var arguments = new ArrayList<>(List.of("--single", "-D", data.toString()));
        arguments.addAll(PostgresSettings.durable());
        arguments.addAll(PostgresSettings.modest());
        arguments.add("postgres");
        String output = run(binaries.program("postgres"), statement + "\n", arguments);
        if (output.contains("ERROR:") || output.contains("FATAL:")) {
            throw DatabaseTrouble.initialisation(home, output);
        }
    }

    private String run(Path program, String input, List<String> arguments) throws IOException {
        Process process = launcher.command(program, arguments).start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw DatabaseTrouble.initialisation(home, output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return output;
    }

    private static void admitOwnerOnly(Path data) throws IOException {
        Path file = data.resolve("pg_hba.conf");
        if (Files.notExists(file) || !Files.readString(file).equals(ACCESS)) {
            Trees.writeOwnerOnly(file, ACCESS);
        }
    }

    private static void requireVersion(Path data) throws IOException {
        Path file = data.resolve("PG_VERSION");
        if (Files.notExists(file)) {
            throw DatabaseTrouble.notACluster(data);
        }
        String found = Files.readString(file).strip();
        if (!found.equals(PostgresBinaries.major())) {
            throw DatabaseTrouble.otherVersion(data, found);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }
}
