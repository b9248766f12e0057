package dev.ratoon.controlplane.repositories;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the agents' repositories are, and how far Ratoon goes for what they begin with. */
@ConfigMapping(prefix = "ratoon.repositories")
public interface RepositoriesConfig {
    /**
     * The folder of mirrors and of the agents' repositories; `repositories` in the home without it.
     * Every control plane on one database that has the role `git` or `api` needs the same.
     */
    Optional<Path> folder();

    /**
     * Go on with another folder although the database's repositories lie elsewhere; what agents
     * pushed there, and their checkpoints, cannot be read any more.
     */
    @WithDefault("false")
    boolean startOver();

    /** Names of git hosts that may have private addresses: those of your own network. */
    Optional<List<String>> privateHosts();

    /** How much of their disk stays free: with less, nothing is fetched and no push is taken. */
    @WithDefault("1G")
    MemorySize keepFree();

    /** The most that one push may bring, as git packs it; unpacked it may be four times that. */
    @WithDefault("1G")
    MemorySize largestPush();

    /** The largest file that a push may bring. */
    @WithDefault("100M")
    MemorySize largestFile();

    /**
     * Files that no push may change, as globs with commas between: `.github/workflows/**`. An
     * agent's owner can allow it once: `ratoon allow AGENT paths`.
     */
    Optional<List<String>> refusedPaths();

    /**
     * Whether a push is refused that adds what looks like a key. An agent's owner can allow it
     * once: `ratoon allow AGENT secrets`.
     */
    @WithDefault("false")
    boolean refuseSecrets();
}
