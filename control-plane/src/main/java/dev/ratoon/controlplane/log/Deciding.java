package dev.ratoon.controlplane.log;

import java.util.List;

/**
 * Decides what to append, looking at the agent as it stands. Runs while the agent is locked, and
 * may run again when a commit failed: so it is quick and changes nothing. What it throws reaches
 * whoever appends, and nothing is appended.
 */
public interface Deciding {
    List<NewEvent> decide(Current current);
}
