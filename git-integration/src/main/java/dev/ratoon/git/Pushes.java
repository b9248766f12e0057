package dev.ratoon.git;

import java.util.List;
import java.util.UUID;

/** Who hears of pushes. Called by many threads. */
public interface Pushes {
    /**
     * Whether somebody allowed this, for one push: it is used up by asking. Asked last, only when
     * nothing else is wrong with the push.
     */
    boolean allowedOnce(UUID agent, PushRule rule);

    /**
     * What this agent's commits may not bring, beside what holds for all. What it throws refuses
     * the push.
     */
    PushGuard guard(UUID agent);

    /** How many turns the agent was given: there is no checkpoint of a later one. */
    int turns(UUID agent);

    /**
     * The refs have changed. Returns before the client is told, and holds up other pushes of this
     * agent. After a crash in between it is told again: the same change may come twice. What it
     * throws undoes the change.
     */
    void taken(UUID agent, List<RefChange> changes);

    /** The same, of what a crash cut off. Others wait for it to return, and so it takes no time. */
    default void recovered(UUID agent, List<RefChange> changes) {
        taken(agent, changes);
    }

    /** A ref was refused; the words are what the client is told. */
    void refused(UUID agent, PushRule rule, String ref, String words);
}
