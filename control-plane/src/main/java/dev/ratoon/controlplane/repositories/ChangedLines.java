package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.git.review.Bounds;
import dev.ratoon.git.review.Comparison;
import dev.ratoon.git.review.Review;
import dev.ratoon.git.store.GitStore;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The lines that an agent has changed in all, for whoever describes its work. */
@Singleton
public class ChangedLines {
    private static final Logger LOG = Logger.getLogger(ChangedLines.class);
    private static final int FILE = 1 << 20;
    private static final int OF_EACH = 4 << 10;
    private static final int MOST = 24 << 10;

    private final GitStore store;

    ChangedLines(GitStore store) {
        this.store = store;
    }

    /** In git's own format, as far as some pages go; empty where nothing can be read. */
    public String of(Facts facts) {
        Bounds bounds = new Bounds(FILE, OF_EACH, MOST, 0, 0, Bounds.defaults().history());
        try (Review review = store.review(facts.id(), bounds).orElseThrow(Compared::nothing)) {
            Compared compared = Compared.of(review, facts, null);
            Optional<String> from = compared.from();
            try (Comparison comparison = review.compare(from, compared.to())) {
                return comparison.text();
            }
        } catch (IOException e) {
            LOG.warnf(e, "What %s has changed cannot be read", facts.id());
            return "";
        }
    }
}
