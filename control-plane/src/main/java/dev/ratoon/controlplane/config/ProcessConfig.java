package dev.ratoon.controlplane.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** What concerns the process as a whole. */
@ConfigMapping(prefix = "ratoon")
public interface ProcessConfig {
    /**
     * Where the data is kept. Chosen with `--home` or `RATOON_HOME`; it has no use in
     * `ratoon.properties`, which lies in it.
     */
    Optional<Path> home();
}
