package dev.ratoon.controlplane.roles;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;

/** Which parts of the control plane run in this process. */
@ConfigMapping(prefix = "ratoon")
public interface RolesConfig {
    /**
     * Any of `api`, `reconciler`, `git`, `model`, `egress`. The last one has no work of its own yet.
     */
    @WithName("roles")
    @WithDefault("api,reconciler,git,model,egress")
    List<String> roles();
}
