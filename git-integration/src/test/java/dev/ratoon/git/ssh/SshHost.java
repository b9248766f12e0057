package dev.ratoon.git.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.SshKeyPair;
import dev.ratoon.git.SshPublicKey;
import dev.ratoon.git.gateway.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A host of repositories: OpenSSH's own server on a port of its own, with keys and accounts of the
 * test's making, and real git behind it.
 */
public final class SshHost implements AutoCloseable {
    public static final String NAME = "localhost";

    private static final Path SERVER = Path.of("/usr/sbin/sshd");

    public final int port;
    public final SshKeyPair user = SshKeyPair.make(new SecureRandom());
    private final Path folder;
    private final Path log;
    private final Process server;

    public SshHost(Path folder) throws Exception {
        this(folder, List.of("ed25519"));
    }

    /**
     * A host.
     *
     * @param kinds of the keys that it has
     * @param settings further lines of its configuration
     */
    public SshHost(Path folder, List<String> kinds, String... settings) throws Exception {
        this(folder, freePort(), kinds, settings);
    }

    /** At a port where another one was. */
    SshHost(Path folder, int port, List<String> kinds, String... settings) throws Exception {
        this.folder = Files.createDirectories(folder);
        this.port = port;
        this.log = Files.createFile(folder.resolve("log"));
        List<String> configured = new ArrayList<>();
        for (String kind : kinds) {
            configured.add("HostKey " + made(kind));
        }
        configured.addAll(
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
                        "SetEnv GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null LC_ALL=C"));
        configured.addAll(List.of(settings));
        admit(user.publicKey().line("test"));
        if (isRoot()) {
            Files.createDirectories(Path.of("/run/sshd")); // where it locks itself in
        }
        Path file = folder.resolve("sshd_config");
        Files.write(file, configured);
        server =
                new ProcessBuilder(
                                SERVER.toString(),
                                "-D",
                                "-E",
                                log.toString(),
                                "-f",
                                file.toString())
                        .inheritIO()
                        .start();
        Waiting.until(() -> !server.isAlive() || said().contains("Server listening on"));
        assertEquals(true, server.isAlive(), this::said);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
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
        assertEquals(true, made.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, made.exitValue());
        return key;
    }

    /** Whom it takes, as lines of authorized_keys; nobody else. */
    void admit(String... lines) throws IOException {
        Files.write(folder.resolve("authorized_keys"), List.of(lines));
    }

    public void admitOnly(SshKeyPair other) throws IOException {
        admit(other.publicKey().line());
    }

    /**
     * Instead of what is asked for, which is {@code $SSH_ORIGINAL_COMMAND}, this runs, in shell.
     */
    public void misbehave(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("instead"), script + "\n");
        admit("command=\"sh " + file + "\" " + user.publicKey().line());
    }

    public SshPublicKey key(String kind) throws IOException {
        return SshPublicKey.parse(Files.readString(folder.resolve("host-" + kind + ".pub")));
    }

    public Source.Ssh source(Path repository) {
        return new Source.Ssh(System.getProperty("user.name"), NAME, port, repository.toString());
    }

    /** The user, who knows the host. */
    public Login login() throws IOException {
        return login(key("ed25519"));
    }

    public Login login(SshPublicKey... trusted) {
        return new Login.SshKey("ann", user.privateKey(), Set.of(trusted));
    }

    /** Its log, line by line. */
    public String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** How many conversations have begun. */
    public long visits() {
        return said().lines().filter(line -> line.contains("Connection from 127.0.0.1")).count();
    }

    /** Whether somebody said who he is. */
    public boolean heardOfAUser() {
        return said().contains("userauth-request");
    }

    @Override
    public void close() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        try {
            server.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
