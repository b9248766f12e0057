package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.bonds.Bonds;
import dev.ratoon.controlplane.bonds.BoundFolder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where blobs are: the one folder to which the database is bound. */
@Singleton
class BlobFolder {
    private static final BoundFolder PAYLOADS =
            new BoundFolder("blobs", "large payloads", "ratoon.blobs.folder");

    private final BlobsConfig config;
    private final Bonds bonds;
    private final Ids ids;

    BlobFolder(BlobsConfig config, Bonds bonds, Ids ids) {
        this.config = config;
        this.bonds = bonds;
        this.ids = ids;
    }

    @Produces
    @Singleton
    BlobStore blobs(@ConfigProperty(name = "started.home") Path home) {
        return new BlobStore(
                PAYLOADS.bound(
                        bonds,
                        config.folder().orElse(home.resolve("blobs")),
                        ids.next(),
                        config.startOver()));
    }
}
