package dev.ratoon.controlplane.reconcile;

import dev.ratoon.controlplane.life.AgentsConfig;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * How many sandboxes there may be at once, in all and for one owner. Who wants one asks while
 * nobody else can: places are given in the order in which agents queued.
 */
@Singleton
class Places {
    private static final long LOCK = 0x7261_746f_6f6e_01L;

    private final DataSource database;
    private final AgentsConfig config;

    Places(DataSource database, AgentsConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Something to do while a place is free and nobody else can take it. */
    interface Taking {
        void take();
    }

    /** False when all places are taken, or another has queued before and will take it. */
    boolean take(UUID agent, UUID owner, Taking taking) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                try (PreparedStatement lock =
                        connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                    lock.setLong(1, LOCK);
                    lock.execute();
                }
                if (!isFree(connection, agent, owner)) {
                    return false;
                }
                taking.take();
                return true;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private boolean isFree(Connection connection, UUID agent, UUID owner) throws SQLException {
        try (PreparedStatement count =
                connection.prepareStatement(
                        """
                        with busy as (select owner_id, count(*) as many from agents where holds_sandbox group by owner_id),
                        mine as (select state_since, id from agents where id = ?)
                        select coalesce((select sum(many) from busy), 0),
                               coalesce((select many from busy where owner_id = ?), 0),
                               (select count(*) from agents a, mine
                                where a.state = 'queued' and a.id <> mine.id
                                and (a.state_since, a.id) < (mine.state_since, mine.id)
                                and coalesce((select many from busy b where b.owner_id = a.owner_id), 0) < ?)
                        """)) {
            count.setObject(1, agent);
            count.setObject(2, owner);
            count.setInt(3, config.sandboxesOfOneOwner());
            try (ResultSet row = count.executeQuery()) {
                row.next();
                long free = config.sandboxes() - row.getLong(1);
                // Who queued before has the first right to what is free.
                return free > row.getLong(3) && row.getLong(2) < config.sandboxesOfOneOwner();
            }
        }
    }
}
