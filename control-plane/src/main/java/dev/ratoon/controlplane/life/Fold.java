package dev.ratoon.controlplane.life;

import dev.ratoon.protocol.Reported;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an event, given what followed from those before it. Total: whatever a sandbox
 * reports in whatever order leads to facts, and what a sandbox reports changes only what a sandbox
 * may speak of.
 */
public final class Fold {
    /** Types of a sandbox's reports that change no fact: most of what a busy agent says. */
    public static final Set<String> SILENT =
            Set.of("said", "tool", "plan", "output", "usage.reported", "harness.update", "notice");

    private static final String CLONE = "clone";
    private static final String RESTORE = "restore";
    private static final String HARNESS = "harness";

    /** The environment that the repository itself names. */
    private static final String OF_REPOSITORY = "repository";

    /** Facts are written anew with every change: what a sandbox says of itself is cut in them. */
    private static final int LONGEST_STEP = 40;

    private static final int LONGEST_WORDS = 2_000;

    /** Some may never be told to have ended, when a process of ours died. */
    private static final int MOST_EXECS = 64;

    private Fold() {}

    /** The facts after the event; null before the first, which must create the agent. */
    public static Facts apply(UUID agent, @Nullable Facts before, LogEvent event) {
        if (before == null) {
            if (event.observed() instanceof ObservedEvent.Created created) {
                return created(agent, created, event.at());
            }
            throw new IllegalStateException("a log begins with agent.created");
        }
        Draft draft = new Draft(before);
        ObservedEvent observed = event.observed();
        if (observed != null) {
            observed(draft, observed, event);
        } else if (event.source() == Source.REPORTED && !SILENT.contains(event.type())) {
            Reported reported = event.reported();
            if (reported != null) {
                reported(draft, reported, event.at());
            }
        } else {
            return before;
        }
        return draft.facts(event.at());
    }

    private static Facts created(UUID agent, ObservedEvent.Created created, Instant at) {
        var talk = new Facts.Talk(List.of(), null, 0, 0);
        var approvals = new Facts.Approvals(List.of(), List.of(), List.of());
        return new Facts(
                agent,
                new Facts.Origin(
                        created.name(),
                        created.owner(),
                        created.team(),
                        created.repository(),
                        created.baseBranch(),
                        created.branch(),
                        created.goesOn(),
                        created.environment(),
                        created.harness(),
                        created.model(),
                        created.unconfined(),
                        at),
                created.title(),
                created.mode(),
                created.limits(),
                Facts.Wish.RUN,
                at,
                null,
                null,
                talk,
                approvals,
                new WorkspaceFacts(false, 0, 0, null, 1),
                null,
                AgentState.of(Facts.Wish.RUN, null, null, talk, approvals, null, null, at),
                null,
                null,
                GitFacts.NOTHING,
                Spending.NOTHING,
                null);
    }

    private static void observed(Draft draft, ObservedEvent event, LogEvent in) {
        switch (event) {
            case ObservedEvent.Created _ ->
                    throw new IllegalStateException("an agent is created once");
            case ObservedEvent.EnvironmentTaken taken ->
                    draft.environment =
                            new Facts.Environment(
                                    taken.environment(),
                                    taken.name(),
                                    taken.version(),
                                    !taken.setup().isBlank(),
                                    taken.setupMinutes(),
                                    in.seq(),
                                    taken.image(),
                                    taken.size(),
                                    taken.trial());
            case ObservedEvent.SecretsGiven given -> draft.secretsGiven(given.incarnation());
            case ObservedEvent.HarnessTaken taken ->
                    draft.harness = new HarnessFacts(taken.installs(), false, in.seq());
            case ObservedEvent.HarnessInstalling _ -> draft.asked(true);
            case ObservedEvent.PersonaTaken taken ->
                    draft.persona =
                            new PersonaFacts(
                                    taken.persona(), taken.name(), taken.version(), in.seq());
            case ObservedEvent.Renamed renamed -> draft.title = renamed.title();
            case ObservedEvent.LimitsChanged changed -> {
                draft.limits = changed.limits();
                draft.spending = draft.spending.whenTriedAgain();
            }
            case ObservedEvent.ModeChanged changed -> draft.mode = changed.mode();
            case ObservedEvent.MessageSent sent -> {
                draft.queue(queue -> place(queue, sent, in.at()));
                draft.afresh();
                draft.wish(Facts.Wish.RUN, in.at());
                draft.spending = draft.spending.whenTold();
            }
            case ObservedEvent.MessageEdited edited ->
                    draft.queue(
                            queue ->
                                    queue.replaceAll(
                                            waiting ->
                                                    waiting.message().equals(edited.message())
                                                            ? edited(waiting, edited.text())
                                                            : waiting));
            case ObservedEvent.MessageWithdrawn gone ->
                    draft.queue(queue -> queue.removeIf(has(gone.message())));
            case ObservedEvent.TurnGiven given -> {
                draft.queue(queue -> queue.removeIf(has(given.message())));
                draft.turn(Turn.given(given.turn(), in.seq(), in.at()));
            }
            case ObservedEvent.TurnStopped stopped -> draft.stopped(stopped.turn(), in.at());
            case ObservedEvent.DecisionOpened opened ->
                    draft.opened(
                            new Facts.Open(
                                    opened.decision(),
                                    opened.request(),
                                    opened.turn(),
                                    opened.digest(),
                                    opened.requestSeq(),
                                    opened.choices(),
                                    opened.command(),
                                    in.at(),
                                    opened.expiresAt(),
                                    opened.call()));
            case ObservedEvent.DecisionAnswered answered ->
                    draft.answered(answered.decision(), answered.option(), in.at());
            case ObservedEvent.DecisionClosed closed -> draft.closed(closed.decision(), in.at());
            case Overstepped it -> draft.overstepped(it.call());
            case ObservedEvent.RuleAdded added ->
                    draft.rules(
                            rules -> {
                                rules.removeIf(rule -> !in.at().isBefore(rule.expiresAt()));
                                rules.add(
                                        new Facts.Rule(
                                                added.rule(),
                                                added.command(),
                                                added.expiresAt(),
                                                added.by()));
                            });
            case ObservedEvent.RuleRemoved removed ->
                    draft.rules(rules -> rules.removeIf(rule -> rule.id().equals(removed.rule())));
            case ObservedEvent.ExecBegun begun ->
                    draft.execs(
                            execs -> {
                                if (execs.size() == MOST_EXECS) {
                                    execs.removeFirst();
                                }
                                execs.add(new Facts.Exec(begun.exec(), begun.process()));
                            });
            case ObservedEvent.ExecEnded ended ->
                    draft.execs(execs -> execs.removeIf(exec -> exec.id().equals(ended.exec())));
            case ObservedEvent.PauseAsked _ -> draft.wish(Facts.Wish.PAUSE, in.at());
            case ObservedEvent.ResumeAsked _ -> {
                draft.wish(Facts.Wish.RUN, in.at());
                draft.afresh();
                draft.spending = draft.spending.whenTriedAgain();
            }
            case ObservedEvent.Deleted deleted -> {
                draft.wish(Facts.Wish.DELETE, in.at());
                draft.deletedUntil = deleted.until();
            }
            case ObservedEvent.Restored _ -> {
                draft.wish(Facts.Wish.PAUSE, in.at());
                draft.deletedUntil = null;
            }
            case ObservedEvent.SandboxWanted wanted -> {
                draft.wanted(wanted.incarnation(), in.at(), wanted.keyUntil());
                draft.asked(false);
            }
            case ObservedEvent.SandboxStarted started -> draft.started(started.incarnation());
            case ObservedEvent.SandboxEnded ended -> draft.ended(ended.incarnation(), in.at());
            case ObservedEvent.RunnerConnected connected ->
                    draft.connected(
                            connected.incarnation(), connected.publicKey(), connected.process());
            case ObservedEvent.Failed failed ->
                    draft.failure = new Facts.Failure(failed.reason(), failed.nextStep(), in.at());
            case ObservedEvent.BranchPushed pushed -> draft.git = draft.git.whenPushed(pushed.to());
            case ObservedEvent.CheckpointKept kept ->
                    draft.git =
                            draft.git.whenKept(
                                    new Facts.Checkpoint(
                                            kept.turn(), kept.commit(), in.at(), kept.changes()));
            case ObservedEvent.PushAllowed allowed ->
                    draft.git = draft.git.whenAllowed(allowed.rule());
            case ObservedEvent.AllowanceUsed used -> draft.git = draft.git.whenUsed(used.rule());
            case ObservedEvent.BranchPublished published ->
                    draft.git =
                            draft.git.whenPublished(
                                    new Facts.Published(
                                            published.branch(),
                                            published.commit(),
                                            published.to(),
                                            published.checkpoint(),
                                            in.at()));
            case ObservedEvent.PullOpened opened ->
                    draft.git =
                            draft.git.whenOpened(
                                    new Facts.Pull(
                                            opened.repository(),
                                            opened.number(),
                                            opened.url(),
                                            opened.base(),
                                            opened.opener(),
                                            Facts.Pull.state(opened.draft()),
                                            null,
                                            null));
            case ObservedEvent.PullUpdated updated ->
                    draft.git =
                            draft.git.whenPull(
                                    updated.number(),
                                    pull -> pull.whenUpdated(updated.base(), updated.draft()));
            case ObservedEvent.PullChanged changed ->
                    draft.git =
                            draft.git.whenPull(changed.number(), pull -> pull.whenChanged(changed));
            case ObservedEvent.ModelCalled called -> {
                draft.spending = draft.spending.whenCalled(called);
                draft.answered(called.ended());
            }
            case ObservedEvent.LimitReached(String limit, String words) ->
                    draft.spending = draft.spending.whenReached(limit, words);
            case WorkspaceReplaced replaced -> draft.replaced(replaced, in.at());
            case SandboxStays _,
                    TurnCut _,
                    ObservedEvent.PushRefused _,
                    ObservedEvent.ModelRefused _,
                    EgressEvents.Allowed _,
                    EgressEvents.TakenBack _,
                    EgressEvents.Refused _,
                    EgressEvents.Used _,
                    StateEvents.Used _,
                    StateEvents.Kept _,
                    StateEvents.Stale _,
                    Quarantined _ -> {}
        }
    }

    private static void reported(Draft draft, Reported reported, Instant at) {
        switch (reported) {
            case Reported.WorkspacePreparing preparing ->
                    draft.step(cut(preparing.step(), LONGEST_STEP), at);
            case Reported.WorkspacePrepared _ -> draft.prepared();
            case Reported.HarnessStarted _ -> draft.ready();
            case Reported.WorkspaceFailed failed ->
                    draft.preparationFailed(
                            failed.step(),
                            new Facts.Failure(
                                    reason(failed.step()) + cut(failed.words(), LONGEST_WORDS),
                                    next(draft, failed.step()),
                                    at));
            case Reported.TurnEnded ended -> draft.turnEnded(ended.turn(), at);
            case Reported.HarnessEnded _,
                    Reported.TurnStarted _,
                    Reported.DecisionRequested _,
                    Reported.DecisionWithdrawn _,
                    Reported.ModeReported _,
                    Reported.Said _,
                    Reported.Tool _,
                    Reported.Plan _,
                    Reported.Output _,
                    Reported.UsageReported _,
                    Reported.HarnessUpdate _,
                    Reported.CheckpointMade _,
                    Reported.Notice _ -> {}
        }
    }

    private static String reason(String failedStep) {
        return failedStep.equals(HARNESS)
                ? "It could not begin to work. "
                : "The workspace could not be prepared (" + cut(failedStep, LONGEST_STEP) + "): ";
    }

    private static String next(Draft draft, String failedStep) {
        return switch (failedStep) {
            case CLONE ->
                    "Check the repository"
                            + draft.ofImage(", that its image ", " has sh, setsid and git,")
                            + " and the branch, then resume it";
            case RESTORE ->
                    "Resume it to try again. What is kept of it is there: ratoon diff "
                            + draft.name()
                            + ", ratoon checkout "
                            + draft.name();
            case HARNESS ->
                    "Mend what the harness lacks"
                            + draft.ofImage(" in its image ", "")
                            + ", then: ratoon resume "
                            + draft.name();
            default -> mend(draft.environmentName(), draft.name());
        };
    }

    /** The next step after a setup script that did not do. */
    static String mend(String environment, String agent) {
        if (environment.equals(OF_REPOSITORY)) {
            return "Mend the setup in the repository, then start another agent";
        }
        return "Mend the setup script: ratoon environment edit "
                + environment
                + " --setup FILE, then: ratoon resume "
                + agent;
    }

    private static String cut(String said, int most) {
        return said.length() <= most ? said : said.substring(0, most) + " ...";
    }

    private static void place(List<Waiting> queue, ObservedEvent.MessageSent sent, Instant at) {
        var waiting =
                new Waiting(
                        sent.message(),
                        sent.text(),
                        sent.redirects(),
                        sent.by(),
                        at,
                        sent.images());
        int behind = 0;
        while (sent.redirects() && behind < queue.size() && queue.get(behind).redirects()) {
            behind++;
        }
        queue.add(sent.redirects() ? behind : queue.size(), waiting);
    }

    private static Waiting edited(Waiting waiting, String text) {
        return new Waiting(
                waiting.message(),
                text,
                waiting.redirects(),
                waiting.by(),
                waiting.sentAt(),
                waiting.images());
    }

    private static Predicate<Waiting> has(UUID message) {
        return waiting -> waiting.message().equals(message);
    }

    /** How long a turn has worked, in whole seconds, and never less than nothing. */
    static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }

    static <T> List<T> changed(List<T> list, java.util.function.Consumer<List<T>> change) {
        var copy = new ArrayList<>(list);
        change.accept(copy);
        return copy;
    }
}
