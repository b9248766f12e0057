package dev.ratoon.controlplane.states;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How much is kept of what setup scripts have made. */
@ConfigMapping(prefix = "ratoon.states")
public interface StatesConfig {
    /** Whether anything is kept. */
    @WithDefault("true")
    boolean keep();

    /**
     * The folder of kept states; `states` in the home without it. Several control planes on one
     * database find each other's only in a shared one.
     */
    Optional<Path> folder();

    /** The largest that is kept. */
    @WithDefault("2G")
    MemorySize largest();

    /** How much all of them may take; the least recently used go first. */
    @WithDefault("10G")
    MemorySize total();

    /** How old one may be before it is made again. */
    @WithDefault("P14D")
    Duration age();
}
