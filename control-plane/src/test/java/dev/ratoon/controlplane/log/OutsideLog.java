package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.basis.Generated;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/**
 * The product's own log, opened by another process than the control plane, as a second one would.
 */
public final class OutsideLog {
    private OutsideLog() {}

    public static LogStore open(DataSource database, Path home) {
        var blobs = new BlobStore(home.resolve("blobs"));
        var hub = new LogHub(Generated.ids());
        Clock clock = Clock.systemUTC();
        return new LogStore(
                database,
                blobs,
                new Committer(database, blobs, hub, clock, List.of()),
                new Mending(blobs, clock, hub));
    }
}
