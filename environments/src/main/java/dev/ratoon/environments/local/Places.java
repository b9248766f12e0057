package dev.ratoon.environments.local;

import java.nio.file.Path;

/** Where the two sides find what is theirs. */
record Places(Path link, Path doors, Path keys, Path state, Path workspace, Path jdk, Path jar) {
    /** In a sandbox always the same, so that nothing of the machine's layout is told. */
    static final Places INSIDE =
            new Places(
                    Path.of("/run/ratoon/link"),
                    Path.of("/run/ratoon/doors"),
                    Path.of("/run/ratoon/key"),
                    Path.of("/state"),
                    Path.of("/workspace"),
                    Path.of("/opt/ratoon/jdk"),
                    Path.of("/opt/ratoon/runner.jar"));

    static Places withoutWalls(AgentFiles agent, Incarnation incarnation, LocalSettings settings) {
        return new Places(
                incarnation.link(),
                incarnation.doors(),
                incarnation.keys(),
                agent.state(),
                agent.workspace(),
                settings.jdk(),
                settings.runnerJar());
    }
}
