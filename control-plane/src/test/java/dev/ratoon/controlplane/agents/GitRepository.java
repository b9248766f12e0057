package dev.ratoon.controlplane.agents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A repository made by a real git. */
public record GitRepository(Path folder) {
    public static GitRepository in(Path directory) throws Exception {
        var made = new GitRepository(Files.createDirectory(directory.resolve("repository")));
        made.git("init", "-q", "-b", "main");
        Files.writeString(made.folder.resolve("README"), "hello\n");
        made.git("add", "-A");
        made.git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-qm", "one");
        return made;
    }

    public void git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }
}
