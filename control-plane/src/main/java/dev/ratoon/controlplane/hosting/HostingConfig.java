package dev.ratoon.controlplane.hosting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How sandboxes run beside this process. */
@ConfigMapping(prefix = "ratoon.hosting")
public interface HostingConfig {
    /** The jar of the runner; by default the one that was built with this control plane. */
    Optional<Path> runnerJar();

    /**
     * Whether sandboxes go on when this process is stopped in order, for the next one to adopt.
     * After a crash they always do, and pods always do.
     */
    @WithDefault("false")
    boolean keepRunning();

    /**
     * Start sandboxes from this home, or as these pods, although the database's belong to another
     * one; what is in that one is left behind, and its control plane starts none any more.
     */
    @WithDefault("false")
    boolean startOver();

    /** The port of the git gateway; 0 takes any that is free. */
    @WithDefault("0")
    int gitPort();

    /** The port of the model gateway; 0 takes any that is free. */
    @WithDefault("0")
    int modelPort();

    /** The port of the egress gateway; 0 takes any that is free. */
    @WithDefault("0")
    int egressPort();
}
