package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.FactsRead;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes facts that cannot be read of their log again, and stores them: whoever asked for the agent
 * first has mended it for all. What a newer version has written stays, and is folded for the asker
 * alone.
 */
@Singleton
class Mending {
    private static final Logger LOG = Logger.getLogger(Mending.class);

    private final Refold refold;
    private final LogHub hub;

    @Inject
    Mending(BlobStore blobs, Clock clock, LogHub hub) {
        this.refold = new Refold(blobs, clock);
        this.hub = hub;
    }

    Facts mend(Connection connection, UUID agent, FactsRead.Unreadable stored) throws SQLException {
        connection.setAutoCommit(false);
        try {
            // Nobody appends between the fold and its storing.
            try (PreparedStatement lock =
                    connection.prepareStatement("select 1 from agents where id = ? for update")) {
                lock.setObject(1, agent);
                lock.execute();
            }
            Refold.Folded folded = refold.fold(connection, agent);
            if (!stored.newer()) {
                refold.store(connection, agent, folded);
                connection.commit();
                LOG.warnf("Agent %s: %s; it was folded again from its log", agent, stored.why());
                hub.shownOtherwise(connection, agent);
            }
            connection.commit();
            return folded.facts();
        } catch (Failure lost) {
            throw unreadable(lost.type(), stored, lost.forTheCaller(), lost);
        } catch (IllegalStateException e) {
            throw unreadable(ProblemType.INTERNAL, stored, String.valueOf(e.getMessage()), e);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Failure unreadable(
            ProblemType type, FactsRead.Unreadable stored, String why, RuntimeException cause) {
        return new Failure(
                type,
                "This agent cannot be read: "
                        + stored.why()
                        + ", and it cannot be made of its log again ("
                        + why
                        + "). "
                        + (stored.newer()
                                ? "Update this control plane to that version."
                                : "Restore a backup that has it: ./ratoon restore FILE"),
                cause);
    }
}
