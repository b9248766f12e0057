package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One home on this machine, and the real {@code ./ratoon} with it. Nothing of it outlives a test.
 */
final class Installation implements AutoCloseable {
    static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("ratoon.root"), "ratoon.root"));
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Path folder;
    private final Path home;
    private final int port = freePort();
    private final Map<String, String> environment = new HashMap<>();
    private int launches;

    /**
     * @param folder must be there; the home, the user's own home and all outputs go into it
     */
    Installation(Path folder) {
        this(folder, folder.resolve("home"));
    }

    Installation(Path folder, Path home) {
        this.folder = folder;
        this.home = home;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", folder.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LANG", "C.UTF-8");
        environment.put("RATOON_HOME", home.toString());
        environment.put("RATOON_BUILD", "never");
    }

    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What every command of this installation finds in its environment from now on. */
    Installation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Installation without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** Starts it, and returns when it is ready. */
    Launched up(String... options) throws Exception {
        Launched launched = launch(options);
        launched.says("Ctrl-C ends it.");
        return launched;
    }

    /** Starts it, whatever becomes of it. */
    Launched launch(String... options) throws IOException {
        return launch(List.of(), options);
    }

    Launched launch(List<String> prefix, String... options) throws IOException {
        var words = new ArrayList<>(List.of("up", "--port", Integer.toString(port)));
        words.add("--no-browser");
        words.addAll(List.of(options));
        return run(prefix, "", words);
    }

    /** Any verb that goes on by itself. */
    Launched start(String... words) throws IOException {
        return run(List.of(), "", List.of(words));
    }

    /** Any verb, to its end. */
    Launched.End ratoon(String... words) throws Exception {
        return ratoonWith("", words);
    }

    /** The same with something on its input. */
    Launched.End ratoonWith(String input, String... words) throws Exception {
        return run(List.of(), input, List.of(words)).end();
    }

    /** The same, typed on a terminal, which also has all that it says. */
    Launched.End ratoonOnATerminal(String typed, String... words) throws Exception {
        String command = "exec script -eqc \"'$0' $*\" /dev/null";
        return run(List.of("sh", "-c", command), typed, List.of(words)).end();
    }

    /** The same, in a folder of the user's. */
    Launched.End ratoonIn(Path where, String... words) throws Exception {
        return run(List.of("-C", where.toString()), "", List.of(words)).end();
    }

    /** What a verb that goes well answers to a person. */
    String answer(String... words) throws Exception {
        Launched.End end = ratoon(words);
        assertEquals(0, end.exit(), end::toString);
        return end.out();
    }

    /** What a verb that goes well answers to a program. */
    JsonNode json(String... words) throws Exception {
        var all = new ArrayList<>(List.of(words));
        all.add("--json");
        return Json.read(answer(all.toArray(String[]::new)));
    }

    private Launched run(List<String> prefix, String input, List<String> words) throws IOException {
        launches++;
        Path out = folder.resolve("out-" + launches);
        Path err = folder.resolve("err-" + launches);
        Path in = Files.writeString(folder.resolve("in"), input);
        // A build in the background ignores Ctrl-C, and what it starts would inherit that.
        var command = new ArrayList<>(List.of("setsid", "/usr/bin/env", "--default-signal=INT"));
        command.addAll(prefix);
        command.add(ROOT.resolve("ratoon").toString());
        command.addAll(words);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectInput(in.toFile());
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return new Launched(builder.start(), out, err);
    }

    /** The processes that work for this home: by their arguments, environment or directory. */
    List<String> running() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(this::isOfThisHome)
                    .map(process -> process.getFileName() + ": " + words(process, "cmdline"))
                    .toList();
        }
    }

    private boolean isOfThisHome(Path process) {
        try {
            Path directory = Files.readSymbolicLink(process.resolve("cwd"));
            if (directory.startsWith(home)) {
                return true;
            }
        } catch (IOException e) {
            // It ended, or is not ours to look into.
            return false;
        }
        return words(process, "cmdline").contains(home.toString())
                || words(process, "environ").contains("RATOON_HOME=" + home + " ");
    }

    private static String words(Path process, String file) {
        try {
            return new String(
                            Files.readAllBytes(process.resolve(file)), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    /** Not for long: a process that nobody waits for never quite goes. */
    private static void awaitExit(String line) throws InterruptedException {
        long pid = Long.parseLong(line.substring(0, line.indexOf(':')));
        try {
            ProcessHandle.of(pid)
                    .map(ProcessHandle::onExit)
                    .orElse(CompletableFuture.completedFuture(null))
                    .get(50, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The caller looks again.
        }
    }

    void assertNothingRuns() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(SOON);
        List<String> left = running();
        while (!left.isEmpty() && Instant.now().isBefore(end)) {
            awaitExit(left.getFirst());
            left = running();
        }
        assertEquals(List.of(), left);
    }

    /** As a power cut does it: all at once, and nothing has a last word. */
    void killAll() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-KILL"));
        running().forEach(line -> command.add(line.substring(0, line.indexOf(':'))));
        if (command.size() > 2) {
            new ProcessBuilder(command).start().waitFor();
        }
        assertNothingRuns();
    }

    /** None of those that the kernel gives to connections: one of them might have it by then. */
    static int freePort() {
        int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
        return isFree(port) ? port : freePort();
    }

    private static boolean isFree(int port) {
        try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return free.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            killAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
