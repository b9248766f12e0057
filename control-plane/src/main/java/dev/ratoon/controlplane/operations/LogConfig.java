package dev.ratoon.controlplane.operations;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is logged, and where to. */
@ConfigMapping(prefix = "ratoon.log")
public interface LogConfig {
    /** The least important messages that are still logged. */
    @WithDefault("info")
    LogLevel level();

    /**
     * Write every message to the standard output as one line of JSON, and nothing else there (for
     * containers). Same as `--log-json`.
     */
    @WithDefault("false")
    boolean json();

    /** A log file of this size is put aside and a new one begun. */
    @WithDefault("10M")
    String fileSize();

    /** How many log files that were put aside are kept. */
    @WithDefault("5")
    int filesKept();
}
