package dev.ratoon.controlplane.database;

/** A database that accepts connections now, until it is closed. */
public interface Database extends AutoCloseable {
    String jdbcUrl();

    String username();

    String password();

    /** For people: {@code embedded PostgreSQL 18.4 in /home/ann/.local/share/ratoon/postgres}. */
    String description();

    /** Ends what was started for it; does nothing to a database that was given. */
    @Override
    void close();
}
