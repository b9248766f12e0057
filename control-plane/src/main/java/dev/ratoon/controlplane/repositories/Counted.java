package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.life.Changes;
import dev.ratoon.git.review.Bounds;
import dev.ratoon.git.review.Review;
import dev.ratoon.git.review.Totals;
import dev.ratoon.git.store.GitStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How much an agent has changed, counted once, when a checkpoint of it comes. */
@Singleton
class Counted {
    private static final Logger LOG = Logger.getLogger(Counted.class);

    private final GitStore store;

    Counted(GitStore store) {
        this.store = store;
    }

    /** The same that a review of the whole tells. Null when it cannot: that fails no push. */
    @Nullable Changes of(UUID agent, String checkpoint) {
        try {
            Optional<Review> found = store.review(agent, Bounds.defaults());
            if (found.isEmpty()) {
                return null;
            }
            try (Review review = found.get()) {
                Totals totals =
                        review.totals(
                                Compared.base(review, checkpoint), checkpoint, Totals.Most.usual());
                return new Changes(totals.files(), totals.added(), totals.removed(), totals.more());
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "What agent %s has changed could not be counted", agent);
            return null;
        }
    }
}
