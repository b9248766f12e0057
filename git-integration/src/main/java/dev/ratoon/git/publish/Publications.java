package dev.ratoon.git.publish;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.FolderTooLarge;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.Writers;
import dev.ratoon.git.review.BoundedWalk;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.Seen;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

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
    private final Function<UUID, List<PushGuard>> guards;

    /** Each holds trees and files of both sides in memory. */
    private final Semaphore places = new Semaphore(4, true);

    /**
     * @param guards what an agent's pushes may not bring: what people publish of it needs a yes
     */
    public Publications(
            GitStore store,
            Upstreams upstreams,
            Writers writers,
            PublishLimits limits,
            Function<UUID, List<PushGuard>> guards) {
        this.store = store;
        this.upstreams = upstreams;
        this.writers = writers;
        this.limits = limits;
        this.guards = guards;
    }

    /**
     * What would be published now. Upstream is asked.
     *
     * @param from with the login of whoever asks; the agent's own sandbox is shown nothing of it
     */
    public Proposal propose(AgentRepository from, Question question) {
        try {
            Seen seen = store.look(from);
            Optional<Work> found = open(from, question.commit());
            try (var _ = place();
                    Work work = found.orElseThrow(() -> GitTrouble.user(gone(question.commit())))) {
                return new Outlook(
                                store.opened(from), from, work, limits, guards.apply(from.agent()))
                        .of(question, seen);
            }
        } catch (Stopped e) {
            throw GitTrouble.user(words(e.why()), e);
        } catch (BoundedWalk.TooFar e) {
            throw GitTrouble.user(tooFar(e), e);
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
        } catch (BoundedWalk.TooFar e) {
            return new Published.Refused(tooFar(e));
        } catch (FolderTooLarge e) {
            return new Published.Refused(
                    "What was chosen would have %s: choose other files.".formatted(e.words()));
        } catch (IOException e) {
            throw broken(from, e);
        }
    }

    private Published alone(AgentRepository from, Where where, Order order) throws IOException {
        Seen seen = store.look(from);
        Optional<Work> found = open(from, order.commit());
        try (var _ = place();
                Work work = found.orElseThrow(() -> Stopped.refused(gone(order.commit())))) {
            return new Publication(
                            upstreams,
                            store.opened(from),
                            from,
                            where,
                            order,
                            work,
                            limits,
                            guards.apply(from.agent()))
                    .run(seen);
        }
    }

    private Optional<Work> open(AgentRepository from, String checkpoint) throws IOException {
        return Work.open(store, from, checkpoint, limits.bounds().history());
    }

    private static String tooFar(BoundedWalk.TooFar e) {
        return "The history of this work cannot be compared with that of the branch that it is meant for: it has %s. Have the agent make its commits anew on that branch, or publish onto the one that it began at."
                .formatted(e.getMessage());
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
