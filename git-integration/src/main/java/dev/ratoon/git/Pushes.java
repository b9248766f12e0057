package dev.ratoon.git;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Who hears of pushes. Called by many threads. */
public interface Pushes {
    /** Whether somebody allowed this, for one push: it is used up when that is taken. */
    boolean allows(UUID agent, PushRule rule);

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
     * throws undoes the change: so when what was allowed has been used up meanwhile.
     *
     * @param used what had to be allowed: used up with this, and not without it
     */
    void taken(UUID agent, List<RefChange> changes, Set<PushRule> used);

    /**
     * The same, of what a crash cut off: what was allowed may be used up already. Others wait for
     * it to return, and so it takes no time.
     */
    void recovered(UUID agent, List<RefChange> changes, Set<PushRule> used);

    /** A ref was refused; the words are what the client is told. */
    void refused(UUID agent, PushRule rule, String ref, String words);
}
