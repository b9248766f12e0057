package dev.ratoon.controlplane.feeds;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The streams that people read. */
@ConfigMapping(prefix = "ratoon.feeds")
public interface FeedsConfig {
    /** How many streams one user may have open at once in this process. */
    @WithDefault("1000")
    int perUser();

    /** How long a reader may take nothing of what there is for it, until it is hung up on. */
    @WithDefault("60s")
    Duration patience();
}
