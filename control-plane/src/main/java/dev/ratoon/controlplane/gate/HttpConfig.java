package dev.ratoon.controlplane.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Who reaches the API, and with how much. */
@ConfigMapping(prefix = "ratoon.http")
public interface HttpConfig {
    /**
     * Names under which this control plane is reached beside localhost and the address that it
     * listens on, without ports. A request under any other name is refused.
     */
    Optional<Set<String>> allowedHosts();

    /**
     * The address under which people reach this control plane, like {@code
     * https://ratoon.example.com}: pull requests lead back to their agents by it.
     */
    Optional<URI> publicAddress();

    /** The largest body of a request, in bytes; a restore may be larger. */
    @WithDefault("1048576")
    long largestBody();
}
