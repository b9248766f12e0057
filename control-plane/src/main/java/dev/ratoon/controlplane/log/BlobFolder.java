package dev.ratoon.controlplane.log;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where blobs are: below the home. */
@Singleton
class BlobFolder {
    @Produces
    @Singleton
    BlobStore blobs(@ConfigProperty(name = "started.home") String home) {
        return new BlobStore(Path.of(home, "blobs"));
    }
}
