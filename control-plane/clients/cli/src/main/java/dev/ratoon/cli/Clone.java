package dev.ratoon.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The user's own clone, worked on by the user's own git. */
record Clone(Path folder) {
    private record Ran(int code, String out) {}

    /** The one that this process stands in. */
    static Clone here() throws IOException {
        var here = new Clone(Path.of("").toAbsolutePath());
        Ran top = here.run(Redirect.DISCARD, "rev-parse", "--show-toplevel");
        if (top.code() != 0) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "This folder is in no clone of a repository.",
                    "Change into your clone of the agent's repository first");
        }
        return new Clone(Path.of(top.out().strip()));
    }

    boolean isDirty() throws IOException {
        return !git("status", "--porcelain", "--untracked-files=normal").isBlank();
    }

    /** Whether all of the earlier one is part of the later one. */
    boolean leadsTo(String earlier, String later) throws IOException {
        return run(Redirect.INHERIT, "merge-base", "--is-ancestor", earlier, later).code() == 0;
    }

    /** Of what is checked out; a shallow clone cannot tell. */
    boolean hasInCommonWith(String commit) throws IOException {
        return run(Redirect.INHERIT, "merge-base", "HEAD", commit).code() == 0
                || git("rev-parse", "--is-shallow-repository").strip().equals("true");
    }

    /** Files here, in no commit, that are in the way of those of the commits. */
    List<String> overwrittenBy(Set<String> commits) throws IOException {
        Set<String> files = new HashSet<>();
        for (String commit : commits) {
            files.addAll(names("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit));
        }
        Set<String> folders =
                files.stream().flatMap(Clone::above).collect(Collectors.toUnmodifiableSet());
        return names("ls-files", "-z", "--others").stream()
                .filter(
                        mine ->
                                files.contains(mine)
                                        || folders.contains(mine)
                                        || above(mine).anyMatch(files::contains))
                .toList();
    }

    /** A folder that is a repository of its own has a slash at its end. */
    private List<String> names(String... command) throws IOException {
        return Stream.of(git(command).split("\0"))
                .filter(name -> !name.isEmpty())
                .map(name -> name.endsWith("/") ? name.substring(0, name.length() - 1) : name)
                .toList();
    }

    private static Stream<String> above(String file) {
        return Stream.iterate(
                        file.lastIndexOf('/'), at -> at > 0, at -> file.lastIndexOf('/', at - 1))
                .map(at -> file.substring(0, at));
    }

    boolean has(String commit) throws IOException {
        return commit.matches("[0-9a-f]{40,64}") && commit(commit).isPresent();
    }

    Optional<String> commit(String name) throws IOException {
        Ran ran = run(Redirect.DISCARD, "rev-parse", "--verify", "--quiet", name + "^{commit}");
        return ran.code() == 0 ? Optional.of(ran.out().strip()) : Optional.empty();
    }

    /** What git says of errors goes to the user. */
    String git(String... arguments) throws IOException {
        Ran ran = run(Redirect.INHERIT, arguments);
        if (ran.code() != 0) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "git " + arguments[0] + " ended with exit code " + ran.code() + ".",
                    "Read above what git says");
        }
        return ran.out();
    }

    private Ran run(Redirect errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(errors)
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
