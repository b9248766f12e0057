package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.basis.LaterPort;
import dev.ratoon.controlplane.login.Api;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real {@code ./ratoon up} on a home of its own, as its user starts it; it may be killed. */
final class Product implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("ratoon.root"));

    /** Every Linux has that user: PostgreSQL refuses one that has no name. */
    private static final String USER = "65534";

    private final Path folder;
    private final Path root;
    private final List<String> prefix;
    private final Map<String, String> configuration;
    private final int port;
    private int starts;
    private Process process;

    Product(Path folder, Map<String, String> configuration) throws Exception {
        this(folder, ROOT, List.of(), configuration);
    }

    /**
     * @param root where the launcher is, and what it starts
     * @param prefix what the launcher is started with
     * @param configuration as variables of the environment
     */
    private Product(Path folder, Path root, List<String> prefix, Map<String, String> configuration)
            throws Exception {
        this.folder = folder;
        this.root = root;
        this.prefix = List.copyOf(prefix);
        this.configuration = Map.copyOf(configuration);
        port = LaterPort.find();
        up();
    }

    /** When root runs the tests: the same, copied and started by a user who is nobody else. */
    static Product ofAnOrdinaryUser(Path folder) throws Exception {
        Path copy = Files.createDirectory(folder.resolve("product"));
        for (String part :
                List.of(
                        "ratoon",
                        ".mvn",
                        "control-plane/target/quarkus-app",
                        "agent-runner/target/ratoon-runner.jar")) {
            Files.createDirectories(copy.resolve(part).getParent());
            run("cp", "-r", ROOT.resolve(part).toString(), copy.resolve(part).toString());
        }
        run("chown", "-R", USER + ":" + USER, folder.toString());
        List<String> prefix =
                List.of(
                        "setpriv",
                        "--reuid=" + USER,
                        "--regid=" + USER,
                        "--clear-groups",
                        "--inh-caps=-all",
                        "--");
        return new Product(folder, copy, prefix, Map.of());
    }

    private static void run(String... command) throws Exception {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new AssertionError(String.join(" ", command));
        }
    }

    Path home() {
        return folder.resolve("home");
    }

    /** Returns when it is ready. */
    void up() throws Exception {
        starts++;
        Path out = folder.resolve("out-" + starts);
        Path err = folder.resolve("err-" + starts);
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(prefix);
        command.addAll(List.of(root.resolve("ratoon").toString(), "up", "--no-browser"));
        command.addAll(List.of("--port", String.valueOf(port)));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH", System.getenv("PATH"),
                                "HOME", folder.toString(),
                                "JAVA_HOME", System.getProperty("java.home"),
                                "LANG", "C.UTF-8",
                                "RATOON_HOME", home().toString(),
                                "RATOON_BUILD", "never"));
        builder.environment().putAll(configuration);
        process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        Eventually.get(
                "the account of the start",
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(Files.readString(out) + Files.readString(err));
                    }
                    return Files.readString(out);
                },
                said -> said.contains("Ctrl-C ends it."));
    }

    /** As its owner; by the token of this start. */
    Api api() throws IOException {
        return Api.unknown(URI.create("http://127.0.0.1:" + port))
                .bearer(Files.readString(home().resolve("run/owner.token")).strip());
    }

    /** The control plane alone; its database and its sandboxes are left to themselves. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The database alone: the control plane notices, and ends by itself. */
    void killDatabase() throws Exception {
        Path postmaster = home().resolve("postgres/postmaster.pid");
        long postgres = Long.parseLong(Files.readAllLines(postmaster).getFirst().strip());
        ProcessHandle.of(postgres).orElseThrow().destroyForcibly();
        assertEquals(1, process.waitFor());
    }

    /** What it says when it ends by itself, which is no success. */
    String lastWords() throws Exception {
        assertTrue(process.waitFor(90, TimeUnit.SECONDS), "it goes on");
        assertEquals(1, process.exitValue());
        return Files.readString(folder.resolve("err-" + starts));
    }

    boolean runs() {
        return process.isAlive();
    }

    /** The workspaces of which there are files. */
    List<String> workspaces() throws IOException {
        Path agents = home().resolve("agents/agents");
        if (!Files.isDirectory(agents)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(agents)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
