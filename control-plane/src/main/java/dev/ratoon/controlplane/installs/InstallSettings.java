package dev.ratoon.controlplane.installs;

import dev.ratoon.controlplane.installs.Downloads.Patience;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What installing is told.
 *
 * @param folder where harnesses and archives lie
 * @param npm is asked anew for each install: somebody may have logged in meanwhile
 * @param largest what one harness may take on the disk
 */
record InstallSettings(
        Path folder,
        Platform platform,
        Optional<URI> registry,
        Supplier<Npmrc> npm,
        long largest,
        Duration keepOld,
        Patience patience) {}
