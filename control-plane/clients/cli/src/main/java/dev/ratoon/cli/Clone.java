package dev.ratoon.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The user's own clone, worked on by the user's own git. */
record Clone(Path folder) {
    private record Ran(int code, String out) {}

    /** The one that this process stands in. */
    static Clone here() throws IOException {
        var here = new Clone(Path.of("").toAbsolutePath());
        Ran top = here.run(List.of("rev-parse", "--show-toplevel"));
        if (top.code() != 0) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "This folder is in no clone of a repository.",
                    "Change into your clone of the agent's repository first");
        }
        return new Clone(Path.of(top.out().strip()));
    }

    boolean isDirty() throws IOException {
        return !git("status", "--porcelain").isBlank();
    }

    boolean has(String commit) throws IOException {
        return commit.matches("[0-9a-f]{40,64}")
                && run(List.of("cat-file", "-e", commit + "^{commit}")).code() == 0;
    }

    Optional<String> commit(String ref) {
        try {
            Ran ran = run(List.of("rev-parse", "--verify", "--quiet", ref + "^{commit}"));
            return ran.code() == 0 ? Optional.of(ran.out().strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String git(String... arguments) throws IOException {
        Ran ran = run(List.of(arguments));
        if (ran.code() != 0) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "git " + arguments[0] + " ended with exit code " + ran.code() + ".",
                    "Read above what git says");
        }
        return ran.out();
    }

    private Ran run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(
                                arguments.contains("--quiet") || !arguments.contains("rev-parse")
                                        ? ProcessBuilder.Redirect.INHERIT
                                        : ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ran(process.waitFor(), out);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git was running", e);
        }
    }
}
