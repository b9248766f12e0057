package dev.ratoon.controlplane.peers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where other control planes on the same database reach this one. */
@ConfigMapping(prefix = "ratoon.peers")
public interface PeersConfig {
    /**
     * The address of this machine at which other control planes on the same database reach it. Only
     * those with the same secrets key get in, and all of it is encrypted.
     */
    @WithDefault("127.0.0.1")
    String host();

    /** The port that other control planes connect to; 0 takes any that is free. */
    @WithDefault("0")
    int port();
}
