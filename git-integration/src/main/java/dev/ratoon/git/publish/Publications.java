package dev.ratoon.git.publish;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Writers;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.Seen;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Brings an agent's work to where people see it: shows first what would be published, and publishes
 * what was shown. Safe for many threads; one publication of an agent at a time.
 */
public final class Publications {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final GitStore store;
    private final Upstreams upstreams;
    private final Writers writers;
    private final PublishLimits limits;

    /** Each holds trees and files of both sides in memory. */
    private final Semaphore places = new Semaphore(4, true);

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
        try {
            Seen seen = store.look(from);
            Optional<Work> found = Work.open(store, from, question.commit());
            try (var _ = place();
                    Work work = found.orElseThrow(() -> GitTrouble.user(gone(question.commit())))) {
                return new Outlook(store.opened(from), from, work, limits).of(question, seen);
            }
        } catch (Stopped e) {
            throw GitTrouble.user(words(e.why()), e);
        } catch (IOException e) {
            throw broken(from, e);
        }
    }

    /**
     * Publishes what was shown, or says why not. To be repeated after a crash: then it goes on.
     *
     * @param from with the login of whoever publishes
     */
    public Published publish(AgentRepository from, Where where, Order order) {
        try {
            return writers.alone("publications/" + from.agent(), () -> alone(from, where, order));
        } catch (Stopped e) {
            return e.why();
        } catch (IOException e) {
            throw broken(from, e);
        }
    }

    private Published alone(AgentRepository from, Where where, Order order) throws IOException {
        Seen seen = store.look(from);
        Optional<Work> found = Work.open(store, from, order.commit());
        try (var _ = place();
                Work work = found.orElseThrow(() -> Stopped.refused(gone(order.commit())))) {
            return new Publication(upstreams, store.opened(from), from, where, order, work, limits)
                    .run(seen);
        }
    }

    private Place place() {
        try {
            if (places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return places::release;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw GitTrouble.capacity(
                "Many look at what they would publish just now: ask again in a moment.", PATIENCE);
    }

    /** Given back by closing. */
    private interface Place extends AutoCloseable {
        @Override
        void close();
    }

    private static String gone(String commit) {
        return "The agent has no checkpoint %s: look at what its newest one would publish."
                .formatted(commit);
    }

    private static String words(Published why) {
        return why instanceof Published.Refused(var words) ? words : why.toString();
    }

    private static GitTrouble broken(AgentRepository from, IOException e) {
        return GitTrouble.internal(
                "The work of %s cannot be read or kept (%s): its operator finds more in the log."
                        .formatted(from.name(), e.getMessage()),
                e);
    }
}
