package dev.ratoon.controlplane.runners;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where sandboxes reach this process; people never do. */
@ConfigMapping(prefix = "ratoon.runners")
public interface RunnersConfig {
    /**
     * The address that runners connect to. On one machine only its own sandboxes can. Where
     * sandboxes are pods, the git, model and egress gateways listen there too.
     */
    @WithDefault("127.0.0.1")
    String host();

    /** The port that runners connect to; 0 takes any that is free. */
    @WithDefault("0")
    int port();
}
