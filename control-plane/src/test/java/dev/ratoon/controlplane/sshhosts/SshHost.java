package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.git.SshPublicKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A git host that is reached over ssh: OpenSSH's own server on a port of its own, at loopback
 * alone, run as whoever runs the test; real git behind it. It takes the keys that it is told to
 * admit.
 */
final class SshHost implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/sbin/sshd");

    final int port;
    final Path folder;
    private final Process server;

    SshHost(String... kinds) throws Exception {
        this(freePort(), kinds);
    }

    /** At a port where another one was. */
    SshHost(int port, String... kinds) throws Exception {
        this.port = port;
        folder = Files.createTempDirectory("ssh-host");
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "Port " + port,
                                "ListenAddress 127.0.0.1",
                                "PidFile none",
                                "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                                "AuthenticationMethods publickey",
                                "PermitRootLogin yes",
                                "StrictModes no",
                                "UsePAM no",
                                "LogLevel DEBUG1",
                                "MaxStartups 100",
                                "AcceptEnv GIT_PROTOCOL",
                                "SetEnv GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null"));
        for (String kind : kinds) {
            settings.add("HostKey " + made(kind));
        }
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd")); // where it locks itself in
        }
        admit();
        Path file = Files.write(folder.resolve("sshd_config"), settings);
        Files.createFile(log());
        server =
                new ProcessBuilder(
                                SERVER.toString(),
                                "-D",
                                "-E",
                                log().toString(),
                                "-f",
                                file.toString())
                        .inheritIO()
                        .start();
        Eventually.get(
                "an sshd",
                this::said,
                said -> !server.isAlive() || said.contains("Server listening on"));
        if (!server.isAlive()) {
            throw new AssertionError(said());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Path made(String kind) throws IOException, InterruptedException {
        Path key = folder.resolve("host-" + kind);
        Process made =
                new ProcessBuilder("ssh-keygen", "-q", "-t", kind, "-N", "", "-f", key.toString())
                        .redirectErrorStream(true)
                        .start();
        made.getOutputStream().close();
        if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
            throw new AssertionError("ssh-keygen made no " + kind + " key");
        }
        return key;
    }

    /** Whom it takes, as lines of authorized_keys; nobody else. */
    void admit(String... lines) throws IOException {
        Files.write(folder.resolve("authorized_keys"), List.of(lines));
    }

    SshPublicKey key(String kind) throws IOException {
        return SshPublicKey.parse(Files.readString(folder.resolve("host-" + kind + ".pub")));
    }

    /** With its port. */
    String name() {
        return "localhost:" + port;
    }

    String address(Path repository) {
        return "ssh://" + System.getProperty("user.name") + "@" + name() + repository;
    }

    private Path log() {
        return folder.resolve("log");
    }

    String said() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many conversations have begun. */
    long visits() {
        return said().lines().filter(line -> line.contains("Connection from 127.0.0.1")).count();
    }

    /** Whether somebody said who he is. */
    boolean heardOfAUser() {
        return said().contains("userauth-request");
    }

    @Override
    public void close() throws IOException {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        try {
            server.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Files.notExists(folder)) {
            return; // it was closed before
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
