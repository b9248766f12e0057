package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.bonds.FolderOwner;
import dev.ratoon.controlplane.roles.Sweep;
import dev.ratoon.git.store.GitStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Keeps repositories quick to read, a sixteenth of them every four minutes, and deletes mirrors
 * that were of no use for a week. On a thread of its own: a large one takes minutes.
 */
@Singleton
class RepositoryUpkeep implements Sweep {
    private static final Logger LOG = Logger.getLogger(RepositoryUpkeep.class);
    private static final int SHARES = 16;
    private static final int MINUTES = 4;
    private static final Duration UNUSED = Duration.ofDays(7);

    private final GitStore store;
    private final DataSource database;
    private final FolderOwner owner;
    private final AtomicBoolean busy = new AtomicBoolean();

    RepositoryUpkeep(GitStore store, DataSource database) {
        this.store = store;
        this.database = database;
        this.owner = new FolderOwner(store.folder(), "repositories");
    }

    @Override
    public void sweep(Instant now) {
        long minute = now.getEpochSecond() / 60;
        if (minute % MINUTES == 0 && busy.compareAndSet(false, true)) {
            int share = (int) (minute / MINUTES % SHARES);
            Thread.ofVirtual()
                    .name("upkeep of repositories")
                    .start(
                            () -> {
                                try {
                                    keep(share, now);
                                } finally {
                                    busy.set(false);
                                }
                            });
        }
    }

    void keep(int share, Instant now) {
        try {
            if (!isOurs()) {
                return;
            }
            store.upkeep().tidy(now, share, SHARES);
            if (share == 0) {
                int unused = store.upkeep().deleteUnused(now.minus(UNUSED));
                if (unused > 0) {
                    LOG.infof("%d mirrors that were of no use for a week were removed", unused);
                }
            }
        } catch (IOException | SQLException e) {
            LOG.warn("The repositories cannot be kept in order now; the next hour tries again", e);
        }
    }

    private boolean isOurs() throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            return owner.is(connection);
        }
    }
}
