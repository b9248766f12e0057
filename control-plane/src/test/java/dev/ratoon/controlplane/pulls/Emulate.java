package dev.ratoon.controlplane.pulls;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.basis.LaterPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/**
 * The GitHub API of the npm package {@code emulate}, running. It has no git of its own, and takes
 * pull requests from branches that are not there.
 */
final class Emulate implements AutoCloseable {
    private static final Path PINNED = Path.of("../git-integration/src/test/emulate");
    private static final Path INSTALLED = Path.of("target/emulate").toAbsolutePath();

    private final Process process;
    final int port;

    /**
     * Started with these users, tokens and repositories.
     *
     * @param seed YAML as emulate takes it
     */
    Emulate(String seed) throws Exception {
        install();
        port = LaterPort.find();
        Path file = Files.writeString(Files.createTempFile(INSTALLED, "seed", ".yaml"), seed);
        Path said = Files.createTempFile(INSTALLED, "said", ".log");
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
                        .redirectOutput(said.toFile())
                        .start();
        Eventually.get("an answer of emulate, which says " + said, this::answers, answer -> answer);
    }

    /** Where it cannot run, tests of it are skipped. */
    static boolean runsHere() throws Exception {
        boolean here =
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64")
                        && new ProcessBuilder("sh", "-c", "command -v npm").start().waitFor() == 0;
        if (!here) {
            System.out.println("SKIPPED: GitHub's API by emulate needs npm, on Linux and amd64");
        }
        return here;
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Once, though tests that run at the same time, each in a process of its own, need it. */
    private static synchronized void install() throws Exception {
        Files.createDirectories(INSTALLED);
        try (var file = FileChannel.open(INSTALLED.resolve("installing"), CREATE, WRITE);
                var _ = file.lock()) {
            installAlone();
        }
    }

    private static void installAlone() throws Exception {
        Path lock = PINNED.resolve("package-lock.json");
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
        Path said = INSTALLED.resolve("npm.log");
        Process npm =
                new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                        .directory(INSTALLED.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroy();
            throw new IOException("npm ci failed: " + Files.readString(said));
        }
        Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
