package dev.ratoon.controlplane.feeds;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The streams that people read. */
@ConfigMapping(prefix = "ratoon.feeds")
public interface FeedsConfig {
    /** How many streams one user may have open at once in this process. */
    @WithDefault("1000")
    int perUser();
}
