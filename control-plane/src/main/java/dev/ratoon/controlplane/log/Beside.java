package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * What stands in another table because an event stands in a log: written in the same transaction,
 * while the agent is locked. It may be written again when a commit failed.
 */
public interface Beside {
    /** Of which types. */
    Set<String> types();

    /**
     * Writes it, in the transaction of the event.
     *
     * @param facts of the agent, after all that is appended with the event
     */
    void write(Connection connection, Facts facts, LogEvent event) throws SQLException;
}
