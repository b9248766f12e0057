package dev.ratoon.controlplane.log;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;

/** No facts of another version are read: the start waits until all are of this one. */
@Singleton
class RefoldAtStart {
    private final DataSource database;
    private final Refold refold;

    RefoldAtStart(DataSource database, BlobStore blobs, Clock clock) {
        this.database = database;
        this.refold = new Refold(blobs, clock);
    }

    /** Before the reconciler and everybody else who begins with the start. */
    void start(@Observes @Priority(1) StartupEvent started)
            throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            refold.all(connection);
        }
    }
}
