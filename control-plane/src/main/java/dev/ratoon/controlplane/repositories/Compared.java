package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.review.Review;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two sides of a review.
 *
 * @param from nothing when all is new
 * @param turn at the end of which the second side was kept
 */
record Compared(Optional<String> from, String to, int turn) {
    private static final String CHECKPOINT = "refs/ratoon/checkpoints/";

    /** What the turn has changed; without one, all that the agent has since it began. */
    static Compared of(Review review, Facts facts, @Nullable Integer turn) throws IOException {
        Facts.Checkpoint newest = facts.git().checkpoint();
        if (newest == null) {
            throw nothing();
        }
        if (turn == null) {
            return new Compared(base(review, newest.commit()), newest.commit(), newest.turn());
        }
        String to =
                review.commit(CHECKPOINT + turn)
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ProblemType.NOT_FOUND,
                                                "There is no checkpoint of turn "
                                                        + turn
                                                        + ": the newest is of turn "
                                                        + newest.turn()
                                                        + "."));
        return new Compared(before(review, turn, to), to, turn);
    }

    /** As a page compares them: what is of others is another change. */
    String commits() {
        return from.orElse("") + ".." + to;
    }

    static Failure nothing() {
        return new Failure(
                ProblemType.NOT_FOUND,
                "Nothing of this agent's work is kept yet: its first checkpoint comes at the end of"
                        + " its first turn.");
    }

    private static Optional<String> before(Review review, int turn, String to) throws IOException {
        for (int earlier = turn - 1; earlier > 0; earlier--) {
            Optional<String> commit = review.commit(CHECKPOINT + earlier);
            if (commit.isPresent()) {
                return commit;
            }
        }
        return base(review, to);
    }

    /**
     * Where the agent's own work begins: where its way parts from its base as that is now, so that
     * what it merged is not its. A base that was rewritten parts from it further back: what was
     * taken back there is not its either.
     */
    static Optional<String> base(Review review, String to) throws IOException {
        Optional<String> began = review.commit(Review.BASE);
        Optional<String> now = review.commit(Review.ONTO);
        if (now.isEmpty()) {
            return began;
        }
        Optional<String> parting = review.mergeBase(to, now.get());
        if (parting.isEmpty() || began.isEmpty()) {
            return parting.or(() -> began);
        }
        boolean rewritten =
                leadsTo(review, parting.get(), began.get()) && leadsTo(review, began.get(), to);
        return rewritten ? began : parting;
    }

    private static boolean leadsTo(Review review, String earlier, String later) throws IOException {
        return review.mergeBase(earlier, later).filter(earlier::equals).isPresent();
    }
}
