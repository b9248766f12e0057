package dev.ratoon.controlplane.repositories;

import static java.lang.System.Logger.Level.WARNING;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.git.Writers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * One writer of each repository at a time, over all control planes of one database: first the turn
 * in this process, then a lease. Who is killed holds his until another process of the same home has
 * begun, or for half a minute more. Safe for many threads.
 */
@Singleton
public final class RepositoryWriters implements Writers {
    private static final System.Logger LOG = System.getLogger(RepositoryWriters.class.getName());
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration PROLONG = Duration.ofSeconds(8);

    private final Turns turns = new Turns();
    private final WriterLeases leases;
    private final Ids ids;
    private final Duration prolong;

    @Inject
    RepositoryWriters(DataSource database, LogHub hub, Ids ids) {
        this(new WriterLeases(database, hub.process()), ids, PROLONG);
    }

    RepositoryWriters(WriterLeases leases, Ids ids, Duration prolong) {
        this.leases = leases;
        this.ids = ids;
        this.prolong = prolong;
    }

    @Override
    public <T> T alone(String repository, Work<T> work) throws IOException {
        try {
            turns.begin(repository);
            try {
                UUID holder = ids.next();
                take(repository, holder);
                try {
                    return kept(repository, holder, work);
                } finally {
                    giveBack(repository, holder);
                }
            } finally {
                turns.end(repository);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("interrupted while waiting for " + repository)
                            .initCause(e);
        } catch (SQLException e) {
            throw new IOException("the database does not say who writes to " + repository, e);
        }
    }

    private void take(String repository, UUID holder) throws SQLException, InterruptedException {
        while (!leases.take(repository, holder)) {
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private <T> T kept(String repository, UUID holder, Work<T> work) throws IOException {
        try (Keeper keeper = new Keeper(leases, repository, holder, prolong)) {
            try {
                return work.run();
            } catch (IOException | RuntimeException e) {
                if (keeper.isLost()) {
                    throw new IOException(
                            "the right to write to " + repository + " was lost in the middle", e);
                }
                throw e;
            }
        }
    }

    private void giveBack(String repository, UUID holder) {
        try {
            leases.giveBack(repository, holder);
        } catch (SQLException e) {
            LOG.log(
                    WARNING,
                    "The lease of {0} ends by itself in half a minute: {1}",
                    repository,
                    e);
        }
    }
}
