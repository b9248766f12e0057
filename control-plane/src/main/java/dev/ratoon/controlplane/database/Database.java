package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.StartFailure;
import java.util.function.Consumer;

/** A database that accepts connections now, until it is closed. */
public interface Database extends AutoCloseable {
    String jdbcUrl();

    String username();

    String password();

    /** For people: {@code embedded PostgreSQL 18.4 in /home/ann/.local/share/ratoon/postgres}. */
    String description();

    /**
     * Tells when it ended although nobody closed it. One that was given never tells: whoever runs
     * it brings it back.
     */
    default void whenLost(Consumer<StartFailure> listener) {}

    /** Ends what was started for it; does nothing to a database that was given. */
    @Override
    void close();
}
