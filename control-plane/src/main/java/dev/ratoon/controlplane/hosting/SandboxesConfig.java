package dev.ratoon.controlplane.hosting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where agents work. */
@ConfigMapping(prefix = "ratoon.sandboxes")
public interface SandboxesConfig {
    /** What a sandbox is. */
    enum Where {
        /** Confined processes of this machine. */
        LOCAL,
        /** Pods of a cluster. */
        PODS
    }

    /**
     * What a sandbox is: `local` for confined processes of this machine, `pods` for pods of a
     * Kubernetes, which `ratoon.pods.*` describes.
     */
    @WithDefault("local")
    Where where();
}
