package dev.ratoon.controlplane.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a control plane ends. */
@ConfigMapping(prefix = "ratoon.shutdown")
public interface ShutdownConfig {
    /** How long requests that are being answered may go on after the end was asked for. */
    @WithDefault("10s")
    Duration grace();
}
