package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.bonds.FolderOwner;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.roles.Sweep;
import dev.ratoon.git.store.GitStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Deletes the repositories of agents that are gone: of one that is purged at once, of any other
 * within the hour. A sixteenth of them is looked at every four minutes, with one query.
 */
@Singleton
public class RepositorySweep implements Sweep {
    private static final Logger LOG = Logger.getLogger(RepositorySweep.class);
    private static final int SHARES = 16;
    private static final int MINUTES = 4;

    private final GitStore store;
    private final DataSource database;
    private final FolderOwner owner;

    RepositorySweep(GitStore store, DataSource database) {
        this.store = store;
        this.database = database;
        this.owner = new FolderOwner(store.folder(), "repositories");
    }

    /** The agent is gone, or will be in a moment. */
    public void delete(UUID agent) {
        store.delete(agent);
    }

    @Override
    public void sweep(Instant now) {
        long minute = now.getEpochSecond() / 60;
        if (minute % MINUTES == 0) {
            sweep((int) (minute / MINUTES % SHARES));
        }
    }

    void sweep(int share) {
        try (Connection connection = database.getConnection()) {
            Set<UUID> some =
                    store.agents().stream()
                            .filter(agent -> Math.floorMod(agent.hashCode(), SHARES) == share)
                            .collect(Collectors.toCollection(HashSet::new));
            if (some.isEmpty() || !owner.is(connection)) {
                return;
            }
            some.removeAll(known(connection, some));
            some.forEach(store::delete);
            if (!some.isEmpty()) {
                LOG.infof("%d repositories of agents that are gone were removed", some.size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    private static Set<UUID> known(Connection connection, Collection<UUID> agents)
            throws SQLException {
        Set<UUID> known = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement("select id from agents where id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", agents.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return known;
    }
}
