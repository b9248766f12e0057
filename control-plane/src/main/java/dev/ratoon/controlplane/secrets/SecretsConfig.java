package dev.ratoon.controlplane.secrets;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How secrets are sealed at rest. */
@ConfigMapping(prefix = "ratoon.secrets")
public interface SecretsConfig {
    /**
     * The file with the 32 bytes that seal secrets; it must exist. Without it, Ratoon makes
     * `secrets.key` in its home. Every replica needs the same one.
     */
    Optional<Path> keyFile();

    /**
     * Go on with another key although secrets sealed with an earlier one cannot be opened any more;
     * each of them has to be entered again.
     */
    @WithDefault("false")
    boolean startOver();
}
