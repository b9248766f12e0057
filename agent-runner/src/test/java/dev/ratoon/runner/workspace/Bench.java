package dev.ratoon.runner.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A workspace, a bare repository that takes what is pushed, and the scripts by themselves. */
final class Bench {
    private static final List<String> SAVE =
            List.of("sh", "-c", Script.of("own.sh", "checkpoint.sh"));
    private static final List<String> RESTORE =
            List.of("sh", "-c", Script.of("own.sh", "restore.sh"));
    private static final Map<String, String> USUAL =
            Map.of(
                    "REPOSITORY", "repository",
                    "AFRESH", "",
                    "LARGEST", "1000000",
                    "SESSION", "",
                    "INCLUDED", "",
                    "KEPT", "");

    /** What the tree of its first commit has. */
    static final List<String> FIRST =
            List.of(".gitattributes", ".gitignore", "file", "folder/lines", "kept.log");

    final Path root;
    final Path workspace;
    final Path repository;
    final Path bare;
    final Map<String, String> more = new HashMap<>();

    private Bench(Path root, Path workspace) {
        this.root = root;
        this.workspace = workspace;
        this.repository = workspace.resolve("repository");
        this.bare = root.resolve("bare.git");
    }

    /** Another workspace before the same bare repository. */
    Bench in(Path other) {
        var bench = new Bench(root, other);
        bench.more.putAll(more);
        return bench;
    }

    Bench(Path root) throws Exception {
        this(root, Files.createDirectories(root.resolve("workspace")));
        sh(
                root,
                """
                git init -q -b main up
                cd up
                echo hello >file
                mkdir folder
                printf 'one\\r\\ntwo\\n' >folder/lines
                printf '%s\\n' '*.log' 'build/' >.gitignore
                printf '%s\\n' '* text=auto' '*.txt filter=canary ident' '*.w working-tree-encoding=UTF-16' >.gitattributes
                echo tracked >kept.log
                git add --force .
                git commit -qm first
                git clone -q --bare . ../bare.git
                git -C ../bare.git config receive.fsckObjects true
                git clone -q ../bare.git ../workspace/repository
                git -C ../workspace/repository switch -qc ratoon/test
                """);
    }

    /** Runs this in the repository. */
    String sh(String script) throws Exception {
        return sh(repository, script);
    }

    static String sh(Path directory, String script) throws Exception {
        Ran ran =
                run(
                        directory,
                        Map.of(
                                "GIT_AUTHOR_NAME", "a",
                                "GIT_AUTHOR_EMAIL", "a@a",
                                "GIT_COMMITTER_NAME", "a",
                                "GIT_COMMITTER_EMAIL", "a@a",
                                "GIT_CONFIG_GLOBAL", "/dev/null"),
                        List.of("sh", "-euc", script));
        if (ran.exit != 0) {
            throw new IOException(script + "\nended with " + ran.exit + ": " + ran.error);
        }
        return ran.output.strip();
    }

    /** What a process printed. */
    record Ran(int exit, String output, String error) {
        List<String> records() {
            return new ArrayList<>(List.of(output.split("\0")));
        }

        /** Reasons and paths. */
        List<String> left() {
            return records().stream()
                    .filter(record -> !record.startsWith("made\t") && !record.equals("unchanged"))
                    .map(record -> record.replace('\t', ' '))
                    .sorted()
                    .toList();
        }
    }

    Ran save(int turn, String... before) throws Exception {
        var command = new ArrayList<>(List.of(before));
        command.addAll(SAVE);
        return run(workspace, environment(turn), command);
    }

    private Map<String, String> environment(int turn) {
        var environment = new HashMap<>(USUAL);
        environment.put("URL", bare.toString());
        environment.put("TURN", "" + turn);
        environment.putAll(more);
        return environment;
    }

    /** Begins to save, and kills all that does so when this time is over; whether it had to. */
    boolean killed(int turn, int milliseconds) throws Exception {
        return killed(started(workspace, environment(turn), SAVE), milliseconds);
    }

    private static Process started(
            Path directory, Map<String, String> environment, List<String> what) throws IOException {
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(what);
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private boolean killed(Process process, int milliseconds) throws Exception {
        if (process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
            return false;
        }
        String all = "-" + process.pid();
        sh(root, "while kill -s KILL -- " + all + " 2>/dev/null; do :; done");
        return process.waitFor() == 128 + 9;
    }

    /** Saves all of it. */
    void saved(int turn) throws Exception {
        Ran ran = save(turn);
        if (ran.exit != 0 || !ran.records().getLast().startsWith("made\t")) {
            throw new AssertionError(ran.toString());
        }
    }

    Ran restore(int turn, Path into) throws Exception {
        return run(into, restoring(turn), RESTORE);
    }

    private Map<String, String> restoring(int turn) {
        return Map.of(
                "REPOSITORY",
                ".repository",
                "URL",
                bare.toString(),
                "TURN",
                "" + turn,
                "KEPT",
                more.getOrDefault("KEPT", ""));
    }

    /**
     * The same, killed with all that it has started, as soon as it has begun to write and this time
     * is over.
     */
    boolean restoreKilled(int turn, Path into, int milliseconds) throws Exception {
        Process process = started(into, restoring(turn), RESTORE);
        Path begun = into.resolve(".repository");
        while (process.isAlive() && !Files.exists(begun)) {
            Thread.onSpinWait();
        }
        return killed(process, milliseconds);
    }

    static Ran run(Path directory, Map<String, String> environment, List<String> command)
            throws Exception {
        Path output = Files.createTempFile("bench", ".out");
        Path error = Files.createTempFile("bench", ".err");
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process =
                builder.redirectOutput(output.toFile()).redirectError(error.toFile()).start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end: " + command);
        }
        return new Ran(
                process.exitValue(),
                new String(Files.readAllBytes(output), StandardCharsets.UTF_8),
                Files.readString(error, StandardCharsets.ISO_8859_1));
    }

    /** The names in the tree of a turn, as git quotes them. */
    List<String> names(int turn) throws Exception {
        return sh(bare, "git ls-tree -r --name-only refs/ratoon/checkpoints/" + turn)
                .lines()
                .toList();
    }

    String text(int turn, String name) throws Exception {
        return sh(bare, "git cat-file blob refs/ratoon/checkpoints/" + turn + ":" + name);
    }

    /**
     * What a folder holds: kind, executable or not, and every byte; without the repositories' own.
     */
    static Map<String, String> files(Path folder) throws IOException {
        var found = new TreeMap<String, String>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
                        return dir.getFileName().toString().equals(".git")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                        found.put(folder.relativize(file).toString(), content(file, a));
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found;
    }

    private static String content(Path file, BasicFileAttributes attributes) {
        try {
            if (attributes.isSymbolicLink()) {
                return "link to " + Files.readSymbolicLink(file);
            }
            boolean runs =
                    Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                            .toString()
                            .contains("OWNER_EXECUTE");
            return (runs ? "program " : "file ")
                    + HexFormat.of().formatHex(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
