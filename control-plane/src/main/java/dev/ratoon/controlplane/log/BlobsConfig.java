package dev.ratoon.controlplane.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where payloads of logs are kept that are too large for the database. */
@ConfigMapping(prefix = "ratoon.blobs")
public interface BlobsConfig {
    /**
     * The folder of payloads over 16 KiB; `blobs` in the home without it. Every control plane on
     * one database needs the same.
     */
    Optional<Path> folder();

    /**
     * Go on with another folder although the database's payloads lie elsewhere; those that are not
     * in it cannot be read any more.
     */
    @WithDefault("false")
    boolean startOver();
}
