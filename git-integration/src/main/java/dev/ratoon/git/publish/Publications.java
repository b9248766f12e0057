package dev.ratoon.git.publish;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.Writers;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.Upstreams;

/**
 * Brings an agent's work to where people see it: shows first what would be published, and publishes
 * what was shown. Safe for many threads; one publication of an agent at a time.
 */
public final class Publications {
    private final GitStore store;
    private final Upstreams upstreams;
    private final Writers writers;
    private final PublishLimits limits;

    public Publications(
            GitStore store, Upstreams upstreams, Writers writers, PublishLimits limits) {
        this.store = store;
        this.upstreams = upstreams;
        this.writers = writers;
        this.limits = limits;
    }

    /**
     * What would be published now. Upstream is asked.
     *
     * @param from with the login of whoever asks; the agent's own sandbox is shown nothing of it
     */
    public Proposal propose(AgentRepository from, Question question) {
        throw new UnsupportedOperationException(store + " " + upstreams + writers + limits);
    }

    /**
     * Publishes what was shown, or says why not.
     *
     * @param from with the login of whoever publishes
     */
    public Published publish(AgentRepository from, Where where, Order order) {
        throw new UnsupportedOperationException();
    }
}
