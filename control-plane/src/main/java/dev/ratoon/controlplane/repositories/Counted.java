package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.life.Changes;
import dev.ratoon.git.review.Bounds;
import dev.ratoon.git.review.Review;
import dev.ratoon.git.review.Totals;
import dev.ratoon.git.store.GitStore;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How much an agent has changed, counted once, when a checkpoint of it comes. Threads: one counts,
 * for all agents, so that no push takes more than its part; many ask.
 */
@Singleton
class Counted {
    private static final Logger LOG = Logger.getLogger(Counted.class);

    /** A push waits no longer, for those before it and for itself. */
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final GitStore store;
    private final ExecutorService one =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("counted").daemon().factory());

    Counted(GitStore store) {
        this.store = store;
    }

    @PreDestroy
    void end() {
        one.shutdown();
    }

    /** Null when it cannot be counted, or not in time: that fails no push. */
    @Nullable Changes of(UUID agent, String checkpoint) {
        Future<Optional<Changes>> counting = one.submit(() -> count(agent, checkpoint));
        try {
            return counting.get(WAIT.toMillis(), TimeUnit.MILLISECONDS).orElse(null);
        } catch (TimeoutException _) {
            // Not interrupted: that would close files which others read.
            counting.cancel(false);
            LOG.infof("What agent %s has changed was not counted in time", agent);
        } catch (ExecutionException e) {
            LOG.warnf(e.getCause(), "What agent %s has changed could not be counted", agent);
        } catch (InterruptedException _) {
            counting.cancel(false);
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private Optional<Changes> count(UUID agent, String checkpoint) throws IOException {
        Optional<Review> found = store.review(agent, Bounds.defaults());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Review review = found.get()) {
            Totals totals =
                    review.totals(
                            Compared.base(review, checkpoint), checkpoint, Totals.Most.usual());
            return Optional.of(
                    new Changes(totals.files(), totals.added(), totals.removed(), totals.more()));
        }
    }
}
