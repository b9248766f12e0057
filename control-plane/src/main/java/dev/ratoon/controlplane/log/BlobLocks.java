package dev.ratoon.controlplane.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps whoever takes blobs away from those who add, copy or bring back some: locks of the
 * database, so that they hold between processes, and end with whoever held them. Who adds holds one
 * from before it looks whether the file is there until its reference is committed; who removes asks
 * what is referred to after the last of them has ended. So no age and no clock is part of the
 * argument.
 */
public final class BlobLocks {
    private static final long ADDING = 0x7261_746f_6f6e_02L;
    private static final long KEEPING = 0x7261_746f_6f6e_03L;

    private BlobLocks() {}

    /** Until the end of the transaction. */
    public static void adding(Connection connection) throws SQLException {
        ask(connection, "select pg_advisory_xact_lock_shared(?) is null", ADDING);
    }

    /** Until the end of the transaction; false while somebody needs all that there is. */
    static boolean removing(Connection connection) throws SQLException {
        if (!ask(connection, "select pg_try_advisory_xact_lock(?)", KEEPING)) {
            return false;
        }
        // Who adds queues behind: rather not now than for long.
        try (Statement patience = connection.createStatement()) {
            patience.execute("set local lock_timeout = '2s'");
        }
        ask(connection, "select pg_advisory_xact_lock(?) is null", ADDING);
        return true;
    }

    /** Nothing is removed until it is closed: for who copies all blobs, or adds before the rows. */
    public static Kept keeping(Connection connection) throws SQLException {
        ask(connection, "select pg_advisory_lock_shared(?) is null", KEEPING);
        return () -> ask(connection, "select pg_advisory_unlock_shared(?)", KEEPING);
    }

    /** Ends with the connection too. */
    public interface Kept extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    private static boolean ask(Connection connection, String query, long lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setLong(1, lock);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
