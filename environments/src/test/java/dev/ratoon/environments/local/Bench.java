package dev.ratoon.environments.local;

import dev.ratoon.environments.Confinement;
import dev.ratoon.environments.ErrandsContract;
import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.Found;
import dev.ratoon.environments.Machine;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider in a directory of its own, with a shell in the place of the runner and of the hands
 * that runs what a test puts before it.
 */
final class Bench implements ErrandsContract.Place {
    static final String KEY = "first-key-of-this-test";

    private static final Confinement FOUND = Found.confinement();
    private static final AtomicInteger ASKED = new AtomicInteger();

    /** Reads scripts from a directory that the test sees too; 3 is what the side prints. */
    private static final String SHELL =
            """
            cd "$0" || exit 9
            mkdir -p asked
            while :; do
              for script in asked/*.sh; do
                [ -e "$script" ] || continue
                mv "$script" running
                sh running 3>&2 > answer 2>&1
                mv answer "$script.done"
              done
              sleep 0.02
            done
            """;

    final Path root;
    private final LocalSettings settings;
    private final List<Sandboxes> opened = new ArrayList<>();
    private SandboxOrder.Address control = new SandboxOrder.Address("127.0.0.1", 1);
    private SandboxOrder.Size size = new SandboxOrder.Size(1024, 200, 400);
    private boolean unconfined;

    Bench() throws IOException, SandboxTrouble {
        this(FOUND);
    }

    Bench(Confinement confinement) throws IOException, SandboxTrouble {
        this(confinement, Files.createTempDirectory("ratoon-bench"));
    }

    Bench(Path root) throws SandboxTrouble {
        this(FOUND, root);
    }

    private Bench(Confinement confinement, Path root) throws SandboxTrouble {
        this.root = root;
        settings =
                new LocalSettings(
                        root,
                        Path.of(System.getProperty("java.home")),
                        root.resolve("runner.jar"),
                        Uids.of(root),
                        confinement,
                        Bench::program,
                        new LocalSettings.DoorBounds(16, Duration.ofMillis(400)),
                        Clock.systemUTC());
        open();
    }

    private static List<String> program(Side side, Path jdk, Path jar) {
        String directory =
                switch (side) {
                    case RUNNER -> "$RATOON_STATE";
                    case HANDS -> "$RATOON_WORKSPACE/home";
                };
        return List.of("/bin/sh", "-c", "exec sh -c \"$0\" \"" + directory + "\"", SHELL);
    }

    LocalSettings settings() {
        return settings;
    }

    Bench withControl(int port) {
        control = new SandboxOrder.Address("127.0.0.1", port);
        return this;
    }

    Bench withSize(SandboxOrder.Size other) {
        size = other;
        return this;
    }

    boolean rootRuns() {
        return Machine.thisOne().root();
    }

    Bench withoutWalls() {
        unconfined = true;
        return this;
    }

    @Override
    public Sandboxes sandboxes() {
        return opened.getLast();
    }

    @Override
    public Sandboxes another() throws SandboxTrouble {
        return open();
    }

    private Sandboxes open() throws SandboxTrouble {
        opened.add(new LocalSandboxes(settings));
        return opened.getLast();
    }

    @Override
    public SandboxOrder order(String workspace, int incarnation) {
        return new SandboxOrder(
                new SandboxName(workspace, incarnation),
                KEY,
                control,
                Map.of("git", control),
                size,
                List.of(),
                unconfined);
    }

    AgentFiles files(String workspace) {
        return new AgentFiles(workspace, root.resolve("agents").resolve(workspace));
    }

    Incarnation incarnation(SandboxName name) {
        return files(name.workspace()).incarnation(name.incarnation());
    }

    @Override
    public String inHands(SandboxName name, String script) throws Exception {
        return asked(files(name.workspace()).workspace().resolve("home"), script);
    }

    String inRunner(SandboxName name, String script) throws Exception {
        return asked(files(name.workspace()).state(), script);
    }

    private static String asked(Path directory, String script) throws Exception {
        Path asked = directory.resolve("asked");
        Eventually.holds(() -> Files.isDirectory(asked));
        Path file = asked.resolve(ASKED.incrementAndGet() + ".sh");
        Path written = directory.resolve("written");
        Files.writeString(written, script);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        Path answer = asked.resolve(file.getFileName() + ".done");
        Eventually.within(Duration.ofSeconds(60), () -> Files.exists(answer));
        return Files.readString(answer).strip();
    }

    @Override
    public String freshFolder() {
        return root.resolve("fresh-" + ASKED.incrementAndGet()).toString();
    }

    @Override
    public String sharedFolder(String file, String text) throws IOException {
        Path folder = Files.createDirectory(root.resolve("shared-" + ASKED.incrementAndGet()));
        Files.writeString(folder.resolve(file), text);
        // Nothing but the way in which it is mounted keeps anybody from writing.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(
                folder.resolve(file), PosixFilePermissions.fromString("rw-rw-rw-"));
        return folder.toString();
    }

    @Override
    public Optional<String> read(String folder, String file) throws IOException {
        Path path = Path.of(folder, file);
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.readString(path))
                : Optional.empty();
    }

    @Override
    public boolean isThere(String folder) {
        return Files.exists(Path.of(folder), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean anythingRunsOf(String mark) {
        return GreedIT.machineRuns("sleep\0" + mark);
    }

    /** Runs in a process of its own, which has started the sandbox and waits to be killed. */
    Process startedByAnotherProcess(String workspace) throws IOException {
        return another(StartsAndWaits.arguments(root, control, workspace));
    }

    /** Runs in a process of its own, which waits for the errand's end. */
    Process errandByAnotherProcess(String folder, String script) throws IOException {
        return another(StartsAndWaits.errand(root, control, folder, script));
    }

    private static Process another(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(StartsAndWaits.class.getName());
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (process.inputReader().readLine() == null) {
            throw new IOException("it did not start");
        }
        return process;
    }

    /** The process that was started for a side, as the machine numbers it. */
    SideLife life(SandboxName name, Side side) {
        return SideLife.of(incarnation(name), side);
    }

    @Override
    public void endByItself(SandboxName name) {
        life(name, Side.HANDS).lives().getFirst().kill();
    }

    @Override
    public void close() throws IOException, SandboxTrouble {
        // As after a restart: two at once on the same files are what the home's lock is against.
        opened.forEach(Sandboxes::close);
        Sandboxes last = another();
        for (AgentFiles agent : new Agents(root.resolve("agents")).all()) {
            last.deleteWorkspace(agent.workspaceName());
        }
        last.close();
        Removal.of(root);
    }
}
