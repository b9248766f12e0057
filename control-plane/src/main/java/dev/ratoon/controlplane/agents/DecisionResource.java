package dev.ratoon.controlplane.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.Choice;
import dev.ratoon.controlplane.life.Command;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a human, and the answer. An answer is taken once, before the decision expires, and
 * only from somebody who has seen what was asked: it carries the digest of those bytes.
 */
@Path("/api/agents/{agent}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class DecisionResource {
    private static final int LONGEST_RULE_DAYS = 365;
    private static final int MOST_RULES = 200;
    private static final int LONGEST_WORDS = 10_000;

    private final Reach reach;
    private final OpenDecisions decisions;
    private final LogStore log;
    private final Ids ids;

    DecisionResource(Reach reach, OpenDecisions decisions, LogStore log, Ids ids) {
        this.reach = reach;
        this.decisions = decisions;
        this.log = log;
        this.ids = ids;
    }

    /** For how many days the same command in the same directory is allowed without asking. */
    record Always(@Nullable Integer days) {}

    /**
     * An answer: one of the offered options, or in general.
     *
     * @param outcome {@code allow} or {@code deny}
     * @param digest of the request that was shown
     * @param message what a form is filled in with, or what the agent is to do instead: with a no
     *     it is its next message
     */
    record Answer(
            @Nullable String option,
            @Nullable String outcome,
            @Nullable String digest,
            @Nullable Always always,
            @Nullable String message) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answered(UUID id, @Nullable String option, String by, @Nullable UUID rule) {}

    record Rules(List<Facts.Rule> rules) {}

    @GET
    @Path("/decisions")
    public OpenDecisions.All open(@PathParam("agent") String id) {
        return decisions.of(List.of(reach.agent(id, Verb.READ_AGENT).facts()));
    }

    @POST
    @Path("/decisions/{decision}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Answered answer(
            @PathParam("agent") String id,
            @PathParam("decision") String decision,
            @Nullable Answer answer) {
        Reach.Reached reached = reach.agent(id, Verb.DECIDE);
        UUID which = Reach.uuid(decision);
        if (answer == null || answer.digest() == null) {
            throw new Failure(
                    ProblemType.INVALID,
                    "An answer carries the digest of the request that it answers.");
        }
        fits(reached.facts(), which, answer);
        var appended =
                log.append(
                        reached.facts().id(),
                        current -> {
                            Facts.Open open = open(current.facts(), which);
                            if (answer.always() != null
                                    && current.facts().approvals().rules().size() >= MOST_RULES) {
                                throw new Failure(
                                        ProblemType.CONFLICT,
                                        MOST_RULES
                                                + " standing rules hold already. Remove some"
                                                + " first: ratoon rules");
                            }
                            return answered(open, answer, reached.actor(), current.now());
                        });
        ObservedEvent.DecisionAnswered event =
                appended.events().stream()
                        .map(logged -> logged.observed())
                        .filter(ObservedEvent.DecisionAnswered.class::isInstance)
                        .map(ObservedEvent.DecisionAnswered.class::cast)
                        .findFirst()
                        .orElseThrow();
        return new Answered(which, event.option(), event.by(), event.rule());
    }

    /** What was asked never changes: so it is looked at before the agent's log is held. */
    private void fits(Facts facts, UUID which, Answer answer) {
        Facts.Open open = open(facts, which);
        if (!open.digest().equals(answer.digest())) {
            return;
        }
        decisions
                .misfit(facts.id(), open, option(open, answer), words(answer))
                .ifPresent(
                        why -> {
                            throw new Failure(
                                    ProblemType.INVALID,
                                    "The answer does not fit the form: " + why + ".");
                        });
    }

    private static Facts.Open open(Facts facts, UUID which) {
        return facts.approvals().open().stream()
                .filter(open -> open.decision().equals(which))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Failure(
                                        ProblemType.CONFLICT,
                                        "This decision does not wait any more: it was answered, it"
                                                + " expired, or the agent has gone on. See: ratoon"
                                                + " logs "
                                                + facts.origin().name()));
    }

    private List<NewEvent> answered(Facts.Open open, Answer answer, Actor actor, Instant now) {
        if (!open.digest().equals(answer.digest())) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "This answer is for another request than the one that waits. Look at it again.");
        }
        if (!now.isBefore(open.expiresAt())) {
            throw new Failure(ProblemType.EXPIRED, "This decision has expired.");
        }
        String option = option(open, answer);
        List<NewEvent> events = new ArrayList<>();
        UUID rule = null;
        if (answer.always() != null) {
            ObservedEvent.RuleAdded added = rule(open, option, answer.always(), actor, now);
            rule = added.rule();
            events.add(NewEvent.of(added));
        }
        String words = words(answer);
        events.add(
                NewEvent.of(
                        new ObservedEvent.DecisionAnswered(
                                open.decision(),
                                open.request(),
                                option,
                                open.digest(),
                                words,
                                rule,
                                actor.name())));
        if (words != null && !words.isBlank() && !allows(open, option)) {
            // No harness reads what comes with a no: so it is told next, as any other message.
            events.add(
                    NewEvent.of(
                            new ObservedEvent.MessageSent(
                                    ids.next(), words, false, actor.name(), List.of())));
        }
        return events;
    }

    private static boolean allows(Facts.Open open, @Nullable String option) {
        return open.choices().stream().anyMatch(c -> c.id().equals(option) && c.allows());
    }

    private static @Nullable String words(Answer answer) {
        return answer.message() == null
                ? null
                : NewAgent.bounded("message", answer.message(), LONGEST_WORDS);
    }

    private static @Nullable String option(Facts.Open open, Answer answer) {
        if (answer.option() != null) {
            return open.choices().stream()
                    .map(Choice::id)
                    .filter(answer.option()::equals)
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new Failure(
                                            ProblemType.INVALID,
                                            "This option is not among those that were offered."));
        }
        boolean allow = "allow".equals(answer.outcome());
        if (!allow && !"deny".equals(answer.outcome())) {
            throw new Failure(ProblemType.INVALID, "Answer with an option, or allow or deny.");
        }
        // Once, whatever else is offered: what holds for longer is our rule, not the harness's.
        String once = allow ? "allow_once" : "reject_once";
        String chosen =
                open.choices().stream()
                        .filter(choice -> choice.kind().equals(once))
                        .map(Choice::id)
                        .findFirst()
                        .orElse(null);
        if (chosen == null && allow) {
            throw new Failure(
                    ProblemType.INVALID,
                    "The harness offers no way to allow this once. Name one of its options.");
        }
        return chosen;
    }

    private ObservedEvent.RuleAdded rule(
            Facts.Open open, @Nullable String option, Always always, Actor actor, Instant now) {
        Command command = open.command();
        Integer days = always.days();
        if (command == null || !allows(open, option)) {
            throw new Failure(
                    ProblemType.INVALID,
                    "A standing rule is for one exact command that is allowed; this is none.");
        }
        if (!command.saysWhere()) {
            throw new Failure(
                    ProblemType.INVALID,
                    "The harness does not say in which directory this would run, so that a standing"
                            + " rule would hold in any. Allow it once.");
        }
        if (days == null || days < 1 || days > LONGEST_RULE_DAYS) {
            throw new Failure(
                    ProblemType.INVALID,
                    "A standing rule holds for 1 to " + LONGEST_RULE_DAYS + " days.");
        }
        return new ObservedEvent.RuleAdded(
                ids.next(), command, now.plus(Duration.ofDays(days)), actor.name());
    }

    @GET
    @Path("/rules")
    public Rules rules(@PathParam("agent") String id) {
        return new Rules(reach.agent(id, Verb.READ_AGENT).facts().approvals().rules());
    }

    @DELETE
    @Path("/rules/{rule}")
    public Rules remove(@PathParam("agent") String id, @PathParam("rule") String rule) {
        Reach.Reached reached = reach.agent(id, Verb.DECIDE);
        UUID which = Reach.uuid(rule);
        return new Rules(
                log.append(
                                reached.facts().id(),
                                current ->
                                        current.facts().approvals().rules().stream()
                                                .filter(r -> r.id().equals(which))
                                                .map(
                                                        r ->
                                                                NewEvent.of(
                                                                        new ObservedEvent
                                                                                .RuleRemoved(
                                                                                which,
                                                                                reached.actor()
                                                                                        .name())))
                                                .toList())
                        .facts()
                        .approvals()
                        .rules());
    }
}
