package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real git, with a home of its own and nothing of this machine's settings. */
public record GitClient(Path home) {
    public record Ran(int code, String said) {
        public String ok() {
            assertEquals(0, code, said);
            return said.strip();
        }

        public String failed() {
            assertTrue(code != 0, () -> "should have failed: " + said);
            return said;
        }
    }

    public Ran in(Path folder, String... arguments) throws IOException, InterruptedException {
        return in(folder, List.of(arguments));
    }

    public Ran in(Path folder, List<String> arguments) throws IOException, InterruptedException {
        Process process = start(folder, arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "git " + arguments + " hangs");
        return new Ran(process.exitValue(), said);
    }

    public Process start(Path folder, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        environment.put("HOME", home.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("LC_ALL", "C");
        builder.redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Git itself finds no fault in any mirror or agent's repository of a store. */
    public void assertSound(Path store) throws IOException, InterruptedException {
        for (String kind : List.of("mirrors", "agents")) {
            List<Path> all;
            try (Stream<Path> folders = Files.list(store.resolve(kind))) {
                all = folders.filter(one -> one.toString().endsWith(".git")).toList();
            }
            assertFalse(all.isEmpty(), "nothing in " + kind);
            for (Path repository : all) {
                in(repository, "fsck", "--strict").ok();
            }
        }
    }

    /** A new repository with commits "one" and "two" on main, a tag v1 and a branch other. */
    public Path repository(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        in(folder, "init", "-q", "-b", "main").ok();
        in(folder, "config", "user.name", "A").ok();
        in(folder, "config", "user.email", "a@example.invalid").ok();
        commit(folder, "a.txt", "one");
        in(folder, "tag", "-a", "v1", "-m", "v1").ok();
        in(folder, "branch", "other").ok();
        commit(folder, "b.txt", "two");
        return folder;
    }

    public String commit(Path folder, String file, String text)
            throws IOException, InterruptedException {
        Files.writeString(folder.resolve(file), text);
        in(folder, "add", file).ok();
        in(folder, "commit", "-q", "-m", text.length() > 1_000 ? file : text).ok();
        return in(folder, "rev-parse", "HEAD").ok();
    }

    /** Random bytes, which no delta and no packing makes smaller. */
    public void commitLarge(Path folder, String file, long size)
            throws IOException, InterruptedException {
        commitLarge(folder, file, size, 7);
    }

    public void commitLarge(Path folder, String file, long size, long seed)
            throws IOException, InterruptedException {
        var random = new java.util.Random(seed);
        try (var out = Files.newOutputStream(folder.resolve(file))) {
            byte[] some = new byte[1 << 16];
            for (long written = 0; written < size; written += some.length) {
                random.nextBytes(some);
                out.write(some);
            }
        }
        in(folder, "add", file).ok();
        in(folder, "commit", "-q", "-m", "large").ok();
    }
}
