package dev.ratoon.controlplane.reconcile;

import java.sql.SQLException;

/**
 * Whether the sandboxes that this process sees are all there are of this database's agents. A
 * process that sees others would find none of them there, and start them a second time.
 */
public interface Site {
    /** Asked before agents are claimed: somebody may have said that it is to be another. */
    boolean isOurs() throws SQLException;
}
