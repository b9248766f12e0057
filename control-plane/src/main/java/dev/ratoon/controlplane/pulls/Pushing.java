package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.GitFailures;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.github.Answered;
import dev.ratoon.git.github.Rights;
import dev.ratoon.git.publish.Order;
import dev.ratoon.git.publish.Publications;
import dev.ratoon.git.publish.Published;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Brings the branch of an agent to where its work goes. */
@Singleton
class Pushing {
    private final Publications publications;
    private final Signatures signatures;

    Pushing(Publications publications, Signatures signatures) {
        this.publications = publications;
        this.signatures = signatures;
    }

    /**
     * Pushes it.
     *
     * @param message of the commit that is made of what the agent did not commit
     * @param when that commit is said to be made
     */
    Published.Done push(
            Facts facts,
            Actor actor,
            AgentRepository from,
            Destination to,
            AskedPublication asked,
            String message,
            Instant when) {
        Optional<String> expected = expected(facts, to);
        Order order = order(facts, actor, to, asked, message, when, expected);
        try {
            Published published = publications.publish(from, to.where(), order);
            if (published instanceof Published.Moved moved
                    && moved.tip().isEmpty()
                    && asked.accepted().contains(Refusals.GONE + from.branch())) {
                published =
                        publications.publish(
                                from,
                                to.where(),
                                order(facts, actor, to, asked, message, when, Optional.empty()));
            }
            return Refusals.done(published, facts, isForkable(published, to));
        } catch (GitTrouble trouble) {
            throw GitFailures.of(trouble);
        }
    }

    private Order order(
            Facts facts,
            Actor actor,
            Destination to,
            AskedPublication asked,
            String message,
            Instant when,
            Optional<String> expected) {
        return new Order(
                asked.bound(),
                asked.chosen(),
                message,
                signatures.author(actor, to),
                Optional.of(signatures.harness(facts)),
                when,
                asked.how(),
                Proposals.onto(facts, asked.onto()),
                asked.accepted(),
                expected);
    }

    /**
     * What was published there last, and in no other repository. Of a pull request that is over the
     * branch may be gone, as hosts do away with it: then it begins anew.
     */
    private static Optional<String> expected(Facts facts, Destination to) {
        Facts.Pull pull = facts.git().pull();
        boolean over = pull != null && !pull.isOpen();
        return Optional.ofNullable(facts.git().published())
                .filter(published -> published.to().equals(to.to()) && !over)
                .map(Facts.Published::commit);
    }

    private static boolean isForkable(Published published, Destination to) {
        return published instanceof Published.NotAllowed
                && to instanceof Destination.Hub hub
                && !hub.isFork()
                && hub.account().rights(hub.repository())
                        instanceof Answered.With<Rights>(var rights)
                && rights.mayFork();
    }
}
