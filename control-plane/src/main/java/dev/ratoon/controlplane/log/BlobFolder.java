package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.bonds.Bond;
import dev.ratoon.controlplane.bonds.Bonds;
import dev.ratoon.controlplane.bonds.Marker;
import dev.ratoon.controlplane.home.StartFailure;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where blobs are: the one folder to which the database is bound. */
@Singleton
class BlobFolder {
    private static final String NAME = "blobs";

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
        Path folder = config.folder().orElse(home.resolve("blobs")).toAbsolutePath().normalize();
        try {
            String id = new Marker(folder.resolve("id")).read(ids.next());
            Bond own = new Bond(NAME, id, folder.toString());
            if (config.startOver()) {
                bonds.rebind(own);
            } else {
                refuseOther(own, bonds.bind(own));
            }
        } catch (IOException e) {
            throw new StartFailure(
                    "The folder for large payloads, " + folder + ", cannot be used (" + e + ").",
                    "Let the user that runs Ratoon write it, or name another: ratoon.blobs.folder",
                    e);
        } catch (SQLException e) {
            throw new StartFailure(
                    "The database does not say where its payloads are (" + e.getMessage() + ").",
                    "Start again when it answers",
                    e);
        }
        return new BlobStore(folder);
    }

    private static void refuseOther(Bond own, Bond holds) {
        if (!holds.value().equals(own.value())) {
            throw new StartFailure(
                    "The large payloads of this database are in "
                            + holds.words()
                            + ", and this process would look for them in "
                            + own.words()
                            + ".",
                    "Name the same folder, as this process reaches it: ratoon.blobs.folder="
                            + holds.words()
                            + ". If it is lost for good: RATOON_BLOBS_START_OVER=true ./ratoon up");
        }
    }
}
