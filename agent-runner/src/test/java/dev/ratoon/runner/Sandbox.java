package dev.ratoon.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Reported;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sandbox without walls: both sides as real processes, before a control plane of the test. */
final class Sandbox implements AutoCloseable {
    static final String AGENT = "0198a000-0000-7000-8000-000000000001";
    static final Path JAR =
            Path.of(
                            System.getProperty("ratoon.root", ".."),
                            "agent-runner/target/ratoon-runner.jar")
                    .toAbsolutePath();
    static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xms8m",
                    "-Xmx96m",
                    "-Xss512k",
                    "-XX:+UseCompactObjectHeaders",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED");

    final Path root;
    final ControlPlaneFake control;
    final GitGatewayFake git;
    private final String controlAddress;
    final Map<String, String> more = new java.util.HashMap<>();
    final List<String> moreFlags = new ArrayList<>();
    private int incarnation;
    private @Nullable Process hands;
    private @Nullable Process runner;

    Sandbox(Assignment assignment, boolean unix) throws IOException, InterruptedException {
        root = Files.createTempDirectory("sb");
        for (String folder : List.of("link", "state", "workspace/home", "tmp", "doors", "git")) {
            Files.createDirectories(root.resolve(folder));
        }
        repository(root.resolve("git/git/repository.git"));
        git = new GitGatewayFake(root.resolve("git"));
        ServerSocketChannel door;
        if (unix) {
            Path socket = root.resolve("doors/control.sock");
            door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            door.bind(UnixDomainSocketAddress.of(socket));
            controlAddress = "unix:" + socket;
        } else {
            door = ServerSocketChannel.open();
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            controlAddress =
                    "tcp:127.0.0.1:" + ((InetSocketAddress) door.getLocalAddress()).getPort();
        }
        control = new ControlPlaneFake(door, assignment);
    }

    static Assignment assignment(String mode, String... harness) {
        return assignment(mode, new Assignment.Harness("shell", List.of(harness), Map.of()));
    }

    static Assignment assignment(String mode, Assignment.Harness harness) {
        return new Assignment(AGENT, "main", "ratoon/test", null, harness, null, mode, false);
    }

    /** Of an agent whose workspace was ready before. */
    static Assignment resuming(Assignment usual, @Nullable String setup) {
        return new Assignment(
                usual.agent(),
                usual.baseBranch(),
                usual.branch(),
                setup,
                usual.harness(),
                usual.model(),
                usual.mode(),
                true);
    }

    /** A running one that is ready for prompts. */
    static Sandbox ready(Assignment assignment) throws IOException, InterruptedException {
        var sandbox = new Sandbox(assignment, false);
        return sandbox.start();
    }

    Sandbox start() throws IOException, InterruptedException {
        try {
            startHands();
            startRunner();
            control.await(
                    log ->
                            !control.all(Reported.HarnessStarted.class).isEmpty()
                                    || !control.all(Reported.WorkspaceFailed.class).isEmpty());
            return this;
        } catch (AssertionError e) {
            String accounts = accounts();
            close();
            throw new AssertionError(e.getMessage() + "\n" + accounts, e);
        }
    }

    /** Its first fetch is under way when the control plane goes away, with the gateway first. */
    void startCut() throws IOException, InterruptedException {
        var cut = new Semaphore(0);
        int before = git.held.get();
        git.cut = cut;
        startHands();
        startRunner();
        control.await(_ -> git.held.get() > before);
        git.cut = null;
        cut.release();
        control.cutNow();
    }

    private void repository(Path bare) throws IOException, InterruptedException {
        Files.createDirectories(bare.getParent());
        sh(
                "git init -q -b main work && cd work && echo hello >file && git add . && git -c"
                        + " user.name=t -c user.email=t@t commit -qm first && cd .. && git clone -q"
                        + " --bare work "
                        + bare);
    }

    void sh(String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-ec", script)
                        .directory(root.toFile())
                        .inheritIO()
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("failed: " + script);
        }
    }

    void startHands() throws IOException {
        hands =
                java(
                        "dev.ratoon.runner.hands.Main",
                        Map.of(
                                "RATOON_LINK", root.resolve("link").toString(),
                                "RATOON_WORKSPACE", root.resolve("workspace").toString(),
                                "HOME", root.resolve("workspace/home").toString(),
                                "TMPDIR", root.resolve("tmp").toString()));
    }

    void startRunner() throws IOException {
        incarnation++;
        Path key = root.resolve("first.key");
        Files.writeString(key, "key-" + incarnation);
        var environment = new java.util.HashMap<>(more);
        environment.putAll(
                Map.of(
                        "RATOON_AGENT", AGENT,
                        "RATOON_INCARNATION", String.valueOf(incarnation),
                        "RATOON_FIRST_KEY_FILE", key.toString(),
                        "RATOON_STATE", root.resolve("state").toString(),
                        "RATOON_LINK", root.resolve("link").toString(),
                        "RATOON_CONTROL", controlAddress,
                        "RATOON_GATEWAY_GIT", git.address()));
        runner = java("dev.ratoon.runner.Main", environment);
    }

    private Process java(String main, Map<String, String> environment) throws IOException {
        var command = new ArrayList<String>();
        // As a shell starts what is to run in the background: deaf to the terminal's signals.
        command.addAll(List.of("sh", "-c", "trap '' HUP INT QUIT; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(FLAGS);
        command.addAll(moreFlags);
        command.addAll(List.of("-cp", JAR.toString(), main));
        var builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("RATOON_DETAILS", "yes");
        builder.environment().putAll(environment);
        File log = root.resolve(main + ".log").toFile();
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log));
        return builder.start();
    }

    Process runner() {
        return runner;
    }

    Process hands() {
        return hands;
    }

    void killRunner() {
        kill(runner);
    }

    /** Both sides, as when a machine is lost; then what there was in these folders. */
    void lose(String... folders) throws IOException, InterruptedException {
        killRunner();
        kill(hands);
        for (String folder : folders) {
            sh("rm -rf " + folder);
        }
        sh("mkdir -p link state workspace/home; rm -f link/*");
    }

    private static void kill(@Nullable Process process) {
        if (process != null) {
            end(process.destroyForcibly());
        }
    }

    private static void end(Process process) {
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** The command lines of processes of this sandbox that hold this text. */
    List<String> processes(String text) throws IOException {
        var found = new ArrayList<String>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path folder :
                    all.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
                String line = commandLine(folder);
                if (line.contains(text) && isOurs(folder)) {
                    found.add(folder.getFileName() + ": " + line);
                }
            }
        }
        return found;
    }

    /** Whatever it has got rid of, its environment or its directory tells whose it is. */
    private boolean isOurs(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(root.toRealPath())
                    || Files.readString(process.resolve("environ"), ISO_8859_1)
                            .contains(root.toString());
        } catch (IOException e) {
            // It ended while we looked.
            return false;
        }
    }

    /** That of this sandbox: others may run on this machine. */
    ProcessHandle harness() {
        return harness("runner.shell.Main");
    }

    /** The one with this in its command line. */
    ProcessHandle harness(String text) {
        return hands.descendants()
                .filter(one -> commandLine(Path.of("/proc", "" + one.pid())).contains(text))
                .findFirst()
                .orElseThrow();
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline")).replace('\0', ' ');
        } catch (IOException e) {
            // It ended while we looked.
            return "";
        }
    }

    void awaitProcess(String text) throws IOException {
        long giveUpAt = System.nanoTime() + ControlPlaneFake.PATIENCE.toNanos();
        while (processes(text).isEmpty()) {
            if (System.nanoTime() > giveUpAt) {
                throw new AssertionError("not there: " + text + "\n" + control.shown());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    void awaitNoProcess(String text) throws IOException {
        long giveUpAt = System.nanoTime() + ControlPlaneFake.PATIENCE.toNanos();
        while (!processes(text).isEmpty()) {
            if (System.nanoTime() > giveUpAt) {
                throw new AssertionError("still there: " + processes(text));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** What both sides said. */
    String accounts() throws IOException {
        var text = new StringBuilder();
        for (String main : List.of("dev.ratoon.runner.hands.Main", "dev.ratoon.runner.Main")) {
            Path log = root.resolve(main + ".log");
            text.append(Files.exists(log) ? Files.readString(log) : "");
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        control.close();
        kill(runner);
        if (hands != null) {
            hands.destroy();
            end(hands);
        }
        git.close();
        Files.walkFileTree(root, new Removing());
    }

    /** What an ending harness takes away itself meanwhile is gone as well. */
    private static final class Removing extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean _ = file.toFile().delete();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            boolean _ = folder.toFile().delete();
            return FileVisitResult.CONTINUE;
        }
    }
}
