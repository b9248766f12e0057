package dev.ratoon.controlplane.repositories;

import static java.lang.System.Logger.Level.WARNING;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Writers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

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

    /** As long as a first fetch of a very large repository may take, for which others wait. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Turns turns = new Turns();
    private final WriterLeases leases;
    private final Ids ids;
    private final Duration prolong;
    private final Duration patience;

    @Inject
    RepositoryWriters(DataSource database, LogHub hub, Ids ids) {
        this(new WriterLeases(database, hub.process()), ids, PROLONG, PATIENCE);
    }

    RepositoryWriters(WriterLeases leases, Ids ids, Duration prolong, Duration patience) {
        this.leases = leases;
        this.ids = ids;
        this.prolong = prolong;
        this.patience = patience;
    }

    @Override
    public <T> T alone(String repository, Work<T> work) throws IOException {
        try {
            long until = System.nanoTime() + patience.toNanos();
            if (!turns.begin(repository, patience)) {
                throw busy(repository);
            }
            try {
                UUID holder = ids.next();
                take(repository, holder, until);
                T done;
                try {
                    done = kept(repository, holder, work);
                } catch (IOException | RuntimeException | Error e) {
                    boolean _ = givenBack(repository, holder);
                    throw e;
                }
                if (!givenBack(repository, holder)) {
                    throw lost(repository, null);
                }
                return done;
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

    private void take(String repository, UUID holder, long until)
            throws SQLException, InterruptedException {
        while (!leases.take(repository, holder)) {
            if (System.nanoTime() - until > 0) {
                throw busy(repository);
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private GitTrouble busy(String repository) {
        LOG.log(WARNING, "{0} was not free to be written within {1}", repository, patience);
        return GitTrouble.capacity(
                "Somebody else's work on this repository has not ended within %s: try again in a minute."
                        .formatted(words(patience)),
                Duration.ofMinutes(1));
    }

    private static String words(Duration time) {
        return time.toMinutes() > 1 ? time.toMinutes() + " minutes" : time.toSeconds() + " s";
    }

    private <T> T kept(String repository, UUID holder, Work<T> work) throws IOException {
        try (Keeper keeper = new Keeper(leases, repository, holder, prolong)) {
            try {
                T done = work.run();
                if (keeper.isLost()) {
                    throw lost(repository, null);
                }
                return done;
            } catch (IOException | RuntimeException e) {
                if (keeper.isLost()) {
                    throw lost(repository, e);
                }
                throw e;
            }
        }
    }

    /** Whoever has it now may have found what was half done: so it is not said to be done. */
    private static IOException lost(String repository, @Nullable Exception e) {
        return new IOException(
                "the right to write to " + repository + " was lost in the middle", e);
    }

    /** False when it was somebody else's before the work was done. */
    private boolean givenBack(String repository, UUID holder) {
        try {
            return leases.giveBack(repository, holder);
        } catch (SQLException e) {
            LOG.log(
                    WARNING,
                    "The lease of {0} ends by itself in half a minute: {1}",
                    repository,
                    e);
            return true;
        }
    }
}
