package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.life.Allowance;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What the model gateway lets through, and how much of it. */
@ConfigMapping(prefix = "ratoon.models")
public interface ModelsConfig {
    /**
     * Rules that calls to models may break: `hosted-tools` (tools that the provider runs),
     * `remote-urls` (addresses that it fetches), `foreign-ids` (what lies under the key's account),
     * `stored-answers` (what it keeps), `unbounded-media` (documents and recordings, whose cost no
     * reserve covers), `unknown-fields` (what this version cannot judge).
     */
    Optional<Set<Allowance>> allow();

    /** How many requests one agent may make in a minute; further ones have to wait. */
    @WithDefault("600")
    int requestsPerMinute();

    /** How many calls are under way at once; further ones are refused. */
    @WithDefault("256")
    int atOnce();

    /** How many of them one agent may have. */
    @WithDefault("16")
    int atOnceOfOne();

    /** The largest body of a call. */
    @WithDefault("32M")
    MemorySize largestRequest();

    /** How much memory the bodies of all calls take together; further ones wait a while. */
    @WithDefault("64M")
    MemorySize memory();

    /** The largest answer to a call; what is larger is cut off. */
    @WithDefault("64M")
    MemorySize largestAnswer();

    /** How long a body may take to come. */
    @WithDefault("1m")
    Duration requestTimeout();

    /** How long a provider may say nothing, and an agent read nothing, before a call is ended. */
    @WithDefault("10m")
    Duration idleTimeout();

    /** How long a call may take in all. */
    @WithDefault("1h")
    Duration callTimeout();
}
