package dev.ratoon.controlplane.egress;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way of sandboxes to other hosts than those of git and of models. */
@ConfigMapping(prefix = "ratoon.egress")
public interface EgressConfig {
    /**
     * Hosts that every agent may reach, with commas between: `example.org`, `*.example.org`, or
     * with a port of their own `example.org:8443`; without one it is 443 and 80.
     */
    Optional<List<String>> allow();

    /** Names of hosts that may have private addresses: those of your own network. */
    Optional<List<String>> privateHosts();

    /** Networks that are refused besides the private ones: `34.118.0.0/16`. */
    Optional<List<String>> refusedNetworks();

    /** How many requests one sandbox may make in a minute; further ones have to wait. */
    @WithDefault("6000")
    int requestsPerMinute();

    /** How many connections one sandbox may have at once. */
    @WithDefault("64")
    int connections();

    /** How many names one sandbox may have looked up in a minute. */
    @WithDefault("120")
    int lookups();

    /** How much one sandbox may send in an hour, and how much it may receive. */
    @WithDefault("20G")
    MemorySize bytesPerHour();

    /** How much one sandbox may read from registries in a day, beside that. */
    @WithDefault("50G")
    MemorySize registryBytesPerDay();

    /** After which a connection on which nothing moves is closed. */
    @WithDefault("PT2M")
    Duration idle();

    /** After which any connection is closed. */
    @WithDefault("PT2H")
    Duration longest();

    /**
     * Package registries, which sandboxes may read; by their names. There are `npm`, `maven`,
     * `pypi` and `apt` without any of it.
     */
    Map<String, Upstream> registries();

    /** What is said of one registry. */
    interface Upstream {
        /** Whether sandboxes may read it; true without it. */
        Optional<Boolean> enabled();

        /** What its paths stand below, such as `https://npm.example.com/api/npm`. */
        Optional<URI> url();

        /** What it is a registry of: `npm`, `maven`, `pypi` or `apt`; its name without it. */
        Optional<String> kind();

        /** Further hosts, on which it keeps its files and to which it may redirect. */
        Optional<List<String>> hosts();

        /** The user whose login for it Ratoon uses; no sandbox sees it. */
        Optional<String> username();

        /** The password of that user, or without a user a token. */
        Optional<String> password();
    }
}
