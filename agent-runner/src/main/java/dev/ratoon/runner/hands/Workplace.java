package dev.ratoon.runner.hands;

import dev.ratoon.runner.tree.Libc;
import dev.ratoon.runner.tree.Orphans;
import dev.ratoon.runner.tree.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where processes run: the workspace, what they inherit, and all that were started. */
final class Workplace {
    private static final String MARK = "RATOON_PROCESS";
    private static final String SECRETS = "RATOON_SECRETS";
    private static final List<String> OURS = List.of("RATOON_LINK", "JDK_JAVA_OPTIONS");

    private final Path workspace;
    private final Map<String, String> environment;
    private final Orphans orphans = new Orphans();

    Workplace(Path workspace, Map<String, String> own, Map<String, String> added) {
        this.workspace = workspace;
        var inherited = new HashMap<>(own);
        OURS.forEach(inherited::remove);
        inherited.putAll(added);
        this.environment = Map.copyOf(inherited);
    }

    /** A process that was started, and what it and its children are known by. */
    record Started(Child child, ProcessTree tree) {}

    Started start(SpawnRequest request) throws IOException {
        if (request.command().isEmpty()) {
            throw new Refusal("There is no command to run.");
        }
        Path directory = directory(request.directory());
        try {
            return start(request, directory);
        } catch (Refusal e) {
            throw e;
        } catch (IOException e) {
            if (request.directory() != null || directory.equals(workspace)) {
                throw e;
            }
            // It was gone by then, and may be back by now: the repository is fetched anew.
            return start(request, workspace);
        }
    }

    private Started start(SpawnRequest request, Path directory) throws IOException {
        if (request.environment().containsKey(SECRETS)) {
            // They have passed through here, and what comes later runs as the same user.
            Libc.hideMemory();
        }
        var all = new HashMap<>(environment);
        all.putAll(request.environment());
        String mark = UUID.randomUUID().toString();
        all.put(MARK, mark);
        String program = request.command().getFirst();
        if (!isThere(program, directory, all.getOrDefault("PATH", ""))) {
            throw new Refusal(
                    "There is no program '"
                            + program
                            + "' in this sandbox: install it in the environment's image or setup"
                            + " script.");
        }
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(request.command());
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(all);
        Child child =
                request.terminal() == null
                        ? PipedChild.start(this::started, builder)
                        : TerminalChild.start(this::started, builder, request.terminal());
        return new Started(child, new ProcessTree(child.process().pid(), MARK + "=" + mark));
    }

    private Process started(ProcessBuilder builder) throws IOException {
        return orphans.started(builder::start);
    }

    void ended(Child child) throws InterruptedException {
        orphans.ended(child.process());
    }

    void reap() {
        orphans.reap();
    }

    private Path directory(@Nullable String wanted) throws Refusal {
        if (wanted == null) {
            Path repository = workspace.resolve("repository");
            return Files.isDirectory(repository) ? repository : workspace;
        }
        Path directory = workspace.resolve(wanted).normalize();
        if (!Files.isDirectory(directory)) {
            throw new Refusal("There is no directory " + directory + " in this sandbox.");
        }
        return directory;
    }

    private static boolean isThere(String program, Path directory, String path) {
        if (program.contains("/")) {
            return Files.isExecutable(directory.resolve(program));
        }
        for (String folder : path.split(":", -1)) {
            if (!program.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
