package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.github.Troubles;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.GitFailures;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.repositories.AgentRepositories;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.github.Answered;
import dev.ratoon.git.github.Rights;
import dev.ratoon.git.publish.Proposal;
import dev.ratoon.git.publish.Publications;
import dev.ratoon.git.publish.Question;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What would be published of an agent's work, as one user would. */
@Singleton
class Proposals {
    private final AgentRepositories repositories;
    private final Publications publications;
    private final Destinations destinations;
    private final Composer composer;
    private final Upkeep upkeep;
    private final LogStore log;

    Proposals(
            AgentRepositories repositories,
            Publications publications,
            Destinations destinations,
            Composer composer,
            Upkeep upkeep,
            LogStore log) {
        this.repositories = repositories;
        this.publications = publications;
        this.destinations = destinations;
        this.composer = composer;
        this.upkeep = upkeep;
        this.log = log;
    }

    ProposalView view(Actor actor, Facts facts, Optional<String> onto) {
        Facts.Checkpoint newest = newest(facts);
        AgentRepository from = from(actor, facts);
        Proposal proposal = of(facts, from, newest.commit(), onto);
        ProposalView.ToView to = to(actor, facts, from);
        return ProposalView.of(
                log.facts(facts.id()).orElse(facts),
                newest,
                proposal,
                composer.of(facts, proposal),
                to);
    }

    /** Read with the acting user's own login. */
    AgentRepository from(Actor actor, Facts facts) {
        return repositories
                .of(facts, actor.userId())
                .orElseThrow(
                        () ->
                                new Failure(
                                        ProblemType.INVALID,
                                        "What this agent works on is no repository any more."));
    }

    /**
     * The branch that the work is meant for, unless it is that which the agent began at.
     *
     * @param asked what somebody names; else it is that of the pull request that is open
     */
    static Optional<String> onto(Facts facts, Optional<String> asked) {
        return asked.or(
                () ->
                        Optional.ofNullable(facts.git().pull())
                                .filter(Facts.Pull::isOpen)
                                .map(Facts.Pull::base));
    }

    Proposal of(Facts facts, AgentRepository from, String commit, Optional<String> asked) {
        Optional<String> published =
                Optional.ofNullable(facts.git().published()).map(Facts.Published::commit);
        try {
            return publications.propose(from, new Question(commit, onto(facts, asked), published));
        } catch (GitTrouble trouble) {
            throw GitFailures.of(trouble);
        }
    }

    static Facts.Checkpoint newest(Facts facts) {
        Facts.Checkpoint newest = facts.git().checkpoint();
        if (newest == null) {
            throw new Failure(
                    ProblemType.NOT_FOUND,
                    "Nothing of this agent's work is kept yet: its first checkpoint comes at the"
                            + " end of its first turn.");
        }
        return newest;
    }

    /** Where it would go; whatever is in the way is told and not refused: it is only asked. */
    private ProposalView.ToView to(Actor actor, Facts facts, AgentRepository from) {
        String repository = from.source().normalForm();
        try {
            return switch (destinations.upstream(actor, from.source())) {
                case Destination.Hub hub -> {
                    Facts.Pull pull = facts.git().pull();
                    if (pull != null && pull.repository().equals(hub.repository())) {
                        var _ = upkeep.look(facts, pull, hub.account());
                    }
                    yield rights(repository, hub.account().rights(hub.repository()));
                }
                case Destination.Plain plain -> plain(facts, repository, plain);
            };
        } catch (Failure failure) {
            boolean github = failure.type() == ProblemType.GITHUB_NOT_CONNECTED;
            return new ProposalView.ToView(
                    repository, github, false, failure.forTheCaller(), false);
        }
    }

    private static ProposalView.ToView plain(
            Facts facts, String repository, Destination.Plain plain) {
        Optional<String> noPush = plain.noPush(facts);
        return new ProposalView.ToView(
                repository, false, noPush.isEmpty(), noPush.orElse(null), false);
    }

    private static ProposalView.ToView rights(String repository, Answered<Rights> answered) {
        return switch (answered) {
            case Answered.With<Rights>(var rights) ->
                    new ProposalView.ToView(
                            repository,
                            true,
                            rights.mayPush(),
                            rights.noPush().or(rights::noPulls).orElse(null),
                            !rights.mayPush() && rights.mayFork());
            case Answered.Not<Rights>(var trouble) ->
                    new ProposalView.ToView(
                            repository, true, false, Troubles.words(trouble), false);
        };
    }
}
