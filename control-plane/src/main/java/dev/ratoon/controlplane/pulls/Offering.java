package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.github.Troubles;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.git.github.Pull;
import dev.ratoon.git.github.PullChange;
import dev.ratoon.git.github.PullOrder;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the one pull request of a branch that is published, or changes the one that there is. */
@Singleton
class Offering {
    private final PullNotes notes;

    Offering(PullNotes notes) {
        this.notes = notes;
    }

    /** What came of it, and the agent as it stands then. */
    record Offered(Pull pull, Facts facts) {}

    /**
     * Offers the branch, which is there.
     *
     * @param before the agent as it was before this publication
     */
    Offered offer(
            Facts before,
            Actor by,
            Destination.Hub hub,
            AskedPublication asked,
            Composed composed,
            String base) {
        try {
            return offered(before, by, hub, asked, composed, base);
        } catch (Failure half) {
            throw new Failure(
                    half.type(),
                    "The branch is in "
                            + hub.to()
                            + ", and its pull request is not as it should be: "
                            + half.forTheCaller(),
                    half.forTheLog(),
                    half.retryAfter(),
                    half);
        }
    }

    private Offered offered(
            Facts before,
            Actor by,
            Destination.Hub hub,
            AskedPublication asked,
            Composed composed,
            String base) {
        String title = asked.title() == null ? composed.title() : asked.title();
        String body = asked.body() == null ? composed.body() : PullChange.given(asked.body());
        PullChange change =
                new PullChange(
                        Optional.ofNullable(asked.title()),
                        Optional.of(body),
                        asked.onto(),
                        Optional.ofNullable(asked.draft()),
                        asked.labels());
        Optional<Pull> known = known(before, hub).flatMap(pull -> changed(hub, pull, change));
        Pull pull =
                known.orElseGet(
                        () ->
                                found(
                                        hub,
                                        new PullOrder(
                                                hub.from(),
                                                before.origin().branch(),
                                                base,
                                                title,
                                                body,
                                                Boolean.TRUE.equals(asked.draft()),
                                                asked.labels()),
                                        change));
        return new Offered(
                pull, notes.pull(before.id(), hub.repository(), pull, by, rewrites(known, asked)));
    }

    private static boolean rewrites(Optional<Pull> known, AskedPublication asked) {
        return known.isPresent()
                && (asked.title() != null || asked.body() != null || !asked.labels().isEmpty());
    }

    /** The one that the log tells of, if it is of the branch in that repository. */
    private static Optional<Facts.Pull> known(Facts before, Destination.Hub hub) {
        Facts.@Nullable Pull pull = before.git().pull();
        Facts.@Nullable Published published = before.git().published();
        return pull != null
                        && pull.isOpen()
                        && pull.repository().equals(hub.repository())
                        && published != null
                        && published.to().equals(hub.to())
                ? Optional.of(pull)
                : Optional.empty();
    }

    /** Empty when it turns out not to be open any more: another one is to be opened then. */
    private static Optional<Pull> changed(
            Destination.Hub hub, Facts.Pull known, PullChange change) {
        Pull pull = Troubles.value(hub.account().update(hub.repository(), known.number(), change));
        return Optional.of(pull).filter(one -> one.status().isOpen());
    }

    /** One that a crash kept out of the log, or that a person opened, is made to say this too. */
    private static Pull found(Destination.Hub hub, PullOrder order, PullChange change) {
        Pull pull = Troubles.value(hub.account().openOrFind(hub.repository(), order));
        return pull.isNew()
                ? pull
                : Troubles.value(hub.account().update(hub.repository(), pull.number(), change));
    }
}
