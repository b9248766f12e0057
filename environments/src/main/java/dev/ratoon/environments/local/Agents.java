package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The directory of all agents; entered by nobody but the user who runs Ratoon. */
record Agents(Path directory) {
    private static final String DELETED = ".deleted-";

    static Agents below(Path root) throws IOException {
        Path directory = root.resolve("agents");
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        return new Agents(directory);
    }

    AgentFiles agent(String workspace) {
        // A name that is none would lead elsewhere.
        return new AgentFiles(
                workspace, directory.resolve(new SandboxName(workspace, 1).workspace()));
    }

    List<AgentFiles> all() throws IOException {
        try (Stream<Path> directories = Files.list(directory)) {
            return directories
                    .map(each -> each.getFileName().toString())
                    .filter(word -> !word.startsWith("."))
                    .map(this::agent)
                    .toList();
        }
    }

    /** Where an agent's files go before they are removed: from then on there is no such agent. */
    Path deleted(AgentFiles agent, long moment) {
        return directory.resolve(DELETED + agent.workspaceName() + "-" + moment);
    }

    List<Path> deleted() throws IOException {
        try (Stream<Path> directories = Files.list(directory)) {
            return directories
                    .filter(each -> each.getFileName().toString().startsWith(DELETED))
                    .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** Makes what outlives a sandbox; what is there already is left as it is. */
    void prepare(AgentFiles agent, Owner owner) throws IOException {
        Files.createDirectories(agent.directory().resolve("run"));
        if (!Files.exists(agent.state(), LinkOption.NOFOLLOW_LINKS)) {
            owner.directory(agent.state());
        }
        if (!Files.exists(agent.workspace(), LinkOption.NOFOLLOW_LINKS)) {
            // Under another name until it is whole: a crash must not leave it without its home.
            Path whole = agent.directory().resolve("workspace.new");
            Removal.of(whole);
            owner.directory(whole);
            owner.directory(whole.resolve("home"));
            Files.move(whole, agent.workspace());
        }
    }
}
