package dev.ratoon.controlplane.pulls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.agents.AgentView;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.repositories.RepositoryWriters;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.github.Answered;
import dev.ratoon.git.github.Rights;
import dev.ratoon.git.publish.Order;
import dev.ratoon.git.publish.Proposal;
import dev.ratoon.git.publish.Publications;
import dev.ratoon.git.publish.Published;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what somebody was shown: pushes the branch, then offers it as a pull request. Each step
 * is noted once it is done and can be done again; so a second click, or a repeat after a crash,
 * ends at the same branch and the same pull request. One at a time for an agent, over all
 * processes.
 */
@Singleton
class Publishing {
    private final LogStore log;
    private final RepositoryWriters writers;
    private final Requests requests;
    private final Destinations destinations;
    private final Proposals proposals;
    private final Composer composer;
    private final Signatures signatures;
    private final Publications publications;
    private final PullNotes notes;
    private final Offering offering;
    private final ObjectMapper json;
    private final Clock clock;

    Publishing(
            LogStore log,
            RepositoryWriters writers,
            Requests requests,
            Destinations destinations,
            Proposals proposals,
            Composer composer,
            Signatures signatures,
            Publications publications,
            PullNotes notes,
            Offering offering,
            ObjectMapper json,
            Clock clock) {
        this.log = log;
        this.writers = writers;
        this.requests = requests;
        this.destinations = destinations;
        this.proposals = proposals;
        this.composer = composer;
        this.signatures = signatures;
        this.publications = publications;
        this.notes = notes;
        this.offering = offering;
        this.json = json;
        this.clock = clock;
    }

    /** By its key, if whoever sends it has given it one, it is done once. */
    PublicationView once(Actor actor, UUID agent, @Nullable String key, AskedPublication asked) {
        try {
            return writers.alone(
                    "pulls/" + agent,
                    () ->
                            key == null
                                    ? publish(actor, agent, asked, Optional.empty())
                                    : once(
                                            actor,
                                            new Requests.Key(agent, actor.userId(), key),
                                            asked));
        } catch (IOException e) {
            throw new Failure(
                    ProblemType.INTERNAL,
                    "The work cannot be published: its operator finds more in the log.",
                    e);
        }
    }

    private PublicationView once(Actor actor, Requests.Key key, AskedPublication asked)
            throws IOException {
        Requests.Known known = requests.begin(key, digest(asked), clock.instant());
        if (known.answer().isPresent()) {
            return json.readValue(known.answer().get(), PublicationView.class);
        }
        PublicationView done = publish(actor, key.agent(), asked, Optional.of(known.askedAt()));
        requests.answered(key, bytes(done));
        return done;
    }

    private String digest(AskedPublication asked) {
        return HexFormat.of().formatHex(BlobStore.sha256(bytes(asked)));
    }

    private byte[] bytes(Object one) {
        try {
            return json.writeValueAsBytes(one);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records are always JSON", e);
        }
    }

    /**
     * Publishes it.
     *
     * @param when it was asked; without it the time of the checkpoint, since a repeat must make the
     *     same commit
     */
    private PublicationView publish(
            Actor actor, UUID agent, AskedPublication asked, Optional<Instant> when) {
        Facts before = living(log.facts(agent).orElseThrow(Publishing::gone));
        Facts.Checkpoint newest = Proposals.newest(before);
        if (!newest.commit().equals(asked.bound())) {
            throw Refusals.newer(newest);
        }
        AgentRepository from = proposals.from(actor, before);
        Destination to = destinations.chosen(actor, before, from.source(), asked.fork());
        Proposal proposal = proposals.of(before, from, newest.commit(), asked.onto());
        if (asked.onto().isPresent() && proposal.gone().isPresent()) {
            throw new Failure(
                    ProblemType.INVALID,
                    "There is no branch '%s' upstream to put it into. See: ratoon branches OWNER/NAME"
                            .formatted(proposal.gone().get()));
        }
        Composed composed = composer.of(before, proposal);
        Order order =
                new Order(
                        newest.commit(),
                        asked.chosen(),
                        asked.title() == null ? composed.title() : asked.title(),
                        signatures.author(actor, to),
                        Optional.of(signatures.harness(before)),
                        when.orElse(newest.at()),
                        asked.how(),
                        asked.onto(),
                        asked.accepted(),
                        expected(before, to));
        Published.Done done = pushed(before, from, to, order);
        Facts _ =
                notes.published(
                        agent,
                        new ObservedEvent.BranchPublished(
                                done.branch(),
                                done.commit(),
                                to.to(),
                                newest.commit(),
                                actor.name()));
        return switch (to) {
            case Destination.Plain _ -> view(done, to, byHand(done, to));
            case Destination.Hub _ when proposal.onto().isEmpty() ->
                    view(done, to, "It is the first branch there: no pull request is needed.");
            case Destination.Hub hub -> {
                Offering.Offered offered =
                        offered(before, actor, hub, asked, composed, proposal.onto().get());
                yield new PublicationView(
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
        };
    }

    private Offering.Offered offered(
            Facts before,
            Actor actor,
            Destination.Hub hub,
            AskedPublication asked,
            Composed composed,
            String base) {
        try {
            return offering.offer(before, actor, hub, asked, composed, base);
        } catch (Failure half) {
            throw new Failure(
                    half.type(),
                    "The branch is in "
                            + hub.to()
                            + ", and there is no pull request of it yet: "
                            + half.forTheCaller(),
                    half.forTheLog(),
                    half.retryAfter(),
                    half);
        }
    }

    private Published.Done pushed(Facts facts, AgentRepository from, Destination to, Order order) {
        try {
            Published published = publications.publish(from, to.where(), order);
            boolean forkable =
                    published instanceof Published.NotAllowed
                            && to instanceof Destination.Hub hub
                            && !hub.isFork()
                            && hub.account().rights(hub.repository())
                                    instanceof Answered.With<Rights>(var rights)
                            && rights.mayFork();
            return Refusals.done(published, facts, forkable);
        } catch (GitTrouble trouble) {
            throw Refusals.of(trouble);
        }
    }

    /** What was published there last, and in no other repository. */
    private static Optional<String> expected(Facts before, Destination to) {
        return Optional.ofNullable(before.git().published())
                .filter(published -> published.to().equals(to.to()))
                .map(Facts.Published::commit);
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
