package dev.ratoon.controlplane.installs;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where harnesses come from, and what they may cost. */
@ConfigMapping(prefix = "ratoon.installs")
public interface InstallsConfig {
    /**
     * The npm registry from which harnesses are installed. By default the one that npm is told of
     * on this machine ({@code npm_config_registry}, {@code ~/.npmrc}, {@code /etc/npmrc}), else
     * {@code https://registry.npmjs.org}. Logins for it are taken from the same files.
     */
    Optional<URI> registry();

    /** What one harness may take on the disk. */
    @WithDefault("2G")
    MemorySize largest();

    /** For how long a version stays that is not the current one. */
    @WithDefault("30d")
    Duration keepOld();
}
