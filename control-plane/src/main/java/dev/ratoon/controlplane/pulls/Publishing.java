package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.agents.AgentView;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.publish.Proposal;
import dev.ratoon.git.publish.Published;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Publishes what somebody was shown: pushes the branch, then offers it as a pull request. Each step
 * is noted once it is done and can be done again; so a second click, or a repeat after a crash,
 * ends at the same branch and the same pull request.
 */
@Singleton
class Publishing {
    private final LogStore log;
    private final Destinations destinations;
    private final Proposals proposals;
    private final Composer composer;
    private final Pushing pushing;
    private final Offering offering;
    private final PullNotes notes;

    Publishing(
            LogStore log,
            Destinations destinations,
            Proposals proposals,
            Composer composer,
            Pushing pushing,
            Offering offering,
            PullNotes notes) {
        this.log = log;
        this.destinations = destinations;
        this.proposals = proposals;
        this.composer = composer;
        this.pushing = pushing;
        this.offering = offering;
        this.notes = notes;
    }

    /**
     * Publishes it.
     *
     * @param when it was asked; without it the time of the checkpoint, since a repeat must make the
     *     same commit
     */
    PublicationView publish(
            Actor actor, UUID agent, AskedPublication asked, Optional<Instant> when) {
        Facts before = living(log.facts(agent).orElseThrow(Publishing::gone));
        Facts.Checkpoint newest = Proposals.newest(before);
        if (!newest.commit().equals(asked.bound())) {
            throw Refusals.newer(newest);
        }
        AgentRepository from = proposals.from(actor, before);
        destinations.mustReach(actor, from.source());
        Proposal proposal = proposals.of(before, from, newest.commit(), asked.onto());
        Refusals.check(proposal, asked);
        // Not before all of that: it may make a fork, and a refused request is to leave none.
        Destination to = destinations.chosen(actor, before, from.source(), asked.fork());
        Composed composed = composer.of(before, proposal);
        Published.Done done =
                pushing.push(
                        before,
                        actor,
                        from,
                        to,
                        asked,
                        asked.title() == null ? composed.title() : asked.title(),
                        when.orElse(newest.at()));
        notes.published(
                agent,
                new ObservedEvent.BranchPublished(
                        done.branch(), done.commit(), to.to(), newest.commit(), actor.name()));
        return switch (to) {
            case Destination.Plain _ -> view(done, to, byHand(done, to));
            case Destination.Hub _ when proposal.onto().isEmpty() ->
                    view(done, to, "It is the first branch there: no pull request is needed.");
            case Destination.Hub hub -> {
                String base = proposal.onto().get();
                yield view(done, hub, offering.offer(before, actor, hub, asked, composed, base));
            }
        };
    }

    private static PublicationView view(
            Published.Done done, Destination to, Offering.Offered offered) {
        return new PublicationView(
                done.branch(),
                done.commit(),
                to.to(),
                done.isNew(),
                done.words(),
                AgentView.PullView.of(offered.facts().git().pull()),
                offered.pull().isNew(),
                offered.pull().notes(),
                null);
    }

    private static PublicationView view(Published.Done done, Destination to, String next) {
        return new PublicationView(
                done.branch(),
                done.commit(),
                to.to(),
                done.isNew(),
                done.words(),
                null,
                false,
                List.of(),
                next);
    }

    private static String byHand(Published.Done done, Destination to) {
        return "The branch is there. Pull requests are opened by Ratoon at GitHub only: where "
                + to.to()
                + " is at home, open one from "
                + done.branch()
                + " by hand.";
    }

    private static Facts living(Facts facts) {
        if (facts.deletedUntil() != null) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "This agent is deleted. Restore it first: ratoon delete --undo "
                            + facts.origin().name());
        }
        return facts;
    }

    private static Failure gone() {
        return new Failure(ProblemType.NOT_FOUND, "There is no such agent. See: ratoon list");
    }
}
