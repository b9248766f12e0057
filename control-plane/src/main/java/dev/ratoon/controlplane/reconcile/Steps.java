package dev.ratoon.controlplane.reconcile;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.SandboxStays;
import dev.ratoon.controlplane.life.Step;
import dev.ratoon.controlplane.life.Waiting;
import dev.ratoon.controlplane.life.WorkspaceReplaced;
import dev.ratoon.controlplane.log.Current;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.repositories.RepositorySweep;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder.Shared;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import dev.ratoon.environments.WorkspaceName;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Does what the planner says. What a step writes down is conditional on the lease's epoch, and on
 * the facts still being those that it was planned for: so a step that comes late does nothing.
 */
@Singleton
class Steps {
    private static final Logger LOG = Logger.getLogger(Steps.class);
    private static final Duration KEY_LIFE = Duration.ofMinutes(15);
    private static final Duration PURGE_AGAIN = Duration.ofSeconds(10);
    private static final Duration STOP_AGAIN = Duration.ofSeconds(3);
    private static final Duration INSTALLING_AGAIN = Duration.ofSeconds(1);

    private final LogStore log;
    private final LeaseStore leases;
    private final Places places;
    private final Sandboxes sandboxes;
    private final Orders orders;
    private final Installing installing;
    private final Bare bare;
    private final RepositorySweep repositories;
    private final Instance<BeforeSandbox> before;
    private final Delays delays;
    private final Clock clock;

    /** Whose doors lead to this process. */
    private final Set<SandboxName> adopted = ConcurrentHashMap.newKeySet();

    Steps(
            LogStore log,
            LeaseStore leases,
            Places places,
            Sandboxes sandboxes,
            Orders orders,
            Installing installing,
            Bare bare,
            RepositorySweep repositories,
            Instance<BeforeSandbox> before,
            Delays delays,
            Clock clock) {
        this.log = log;
        this.leases = leases;
        this.places = places;
        this.sandboxes = sandboxes;
        this.orders = orders;
        this.installing = installing;
        this.bare = bare;
        this.repositories = repositories;
        this.before = before;
        this.delays = delays;
        this.clock = clock;
    }

    /** Another process has the agent now. */
    static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** When to look again: MAX for when something happens, null after the agent's end. */
    @org.jspecify.annotations.Nullable
    Instant all(Lease lease, Facts facts, List<Step> plan) throws SQLException {
        Instant again = Instant.MAX;
        for (Step step : plan) {
            switch (step) {
                case Step.Wait(Instant until) -> again = earlier(again, until);
                case Step.Want _ when !bare.mayRun(facts) ->
                        note(lease, Steps::isToBegin, Bare.refusal(facts));
                case Step.Want want -> {
                    Optional<BeforeSandbox> missing = missing(facts);
                    again =
                            earlier(
                                    again,
                                    missing.isPresent()
                                            ? clock.instant().plus(missing.get().again())
                                            : want(lease, facts, want));
                }
                case Step.Start(int incarnation) -> start(lease, facts, incarnation);
                case Step.AskToEnd _ -> {
                    // The event that asks for it is in the log, from which the runner is told.
                }
                case Step.Stop(int incarnation) ->
                        again = earlier(again, stop(lease, facts, incarnation));
                case Step.NoteEnd(int incarnation, String reason) ->
                        noteEnd(lease, facts, incarnation, reason);
                case Step.Replace replace ->
                        note(
                                lease,
                                still ->
                                        isToBegin(still)
                                                && still.workspace().volume()
                                                        == replace.volume() - 1,
                                new WorkspaceReplaced(
                                        replace.volume(), replace.turn(), replace.words()));
                case Step.GiveTurn _ -> giveTurn(lease);
                case Step.StopTurn(int turn, String by, String why) ->
                        note(
                                lease,
                                still -> runs(still, turn),
                                new ObservedEvent.TurnStopped(turn, by, why));
                case Step.ReachLimit(String limit, String words) ->
                        note(lease, _ -> true, new ObservedEvent.LimitReached(limit, words));
                case Step.CloseDecision(Facts.Open open, String why) ->
                        note(
                                lease,
                                still ->
                                        still.approvals().open().stream()
                                                .anyMatch(
                                                        o -> o.decision().equals(open.decision())),
                                new ObservedEvent.DecisionClosed(
                                        open.decision(), open.request(), why));
                case Step.Fail(String reason, String nextStep) ->
                        note(
                                lease,
                                still -> still.failure() == null,
                                new ObservedEvent.Failed(reason, nextStep));
                case Step.Pause(String why) ->
                        note(
                                lease,
                                still ->
                                        still.wish() == Facts.Wish.RUN
                                                && still.talk().queue().isEmpty()
                                                && still.talk().turn() == null
                                                && commands(facts).containsAll(commands(still)),
                                new ObservedEvent.PauseAsked("ratoon", why));
                case Step.Discard(Instant until) ->
                        note(
                                lease,
                                still -> still.wish() != Facts.Wish.DELETE,
                                new ObservedEvent.Deleted("ratoon", until));
                case Step.Purge _ -> {
                    return purge(lease, facts) ? null : clock.instant().plus(PURGE_AGAIN);
                }
            }
        }
        return again;
    }

    private Optional<BeforeSandbox> missing(Facts facts) {
        return before.stream().filter(each -> !each.isReady(facts)).findFirst();
    }

    /** A place is taken for one whose harness is there: else it would be held for nothing. */
    private Instant want(Lease lease, Facts facts, Step.Want want) throws SQLException {
        switch (installing.of(facts)) {
            case Installing.Standing.Ready _ -> {
                // Who gets no place is called when one is free.
                boolean _ =
                        places.take(facts.id(), facts.origin().owner(), () -> wanted(lease, want));
                return Instant.MAX;
            }
            case Installing.Standing.Underway(String words) -> {
                if (installing.isNews(facts, words)) {
                    note(
                            lease,
                            Steps::isToBegin,
                            new ObservedEvent.HarnessInstalling(facts.origin().harness(), words));
                }
                return clock.instant().plus(INSTALLING_AGAIN);
            }
            case Installing.Standing.Failed(String words, String nextStep) -> {
                note(lease, Steps::isToBegin, new ObservedEvent.Failed(words, nextStep));
                return Instant.MAX;
            }
        }
    }

    private void wanted(Lease lease, Step.Want want) {
        note(
                lease,
                Steps::isToBegin,
                new ObservedEvent.SandboxWanted(
                        want.incarnation(), clock.instant().plus(KEY_LIFE)));
    }

    private static boolean isToBegin(Facts facts) {
        return facts.sandbox() == null && facts.wish() == Facts.Wish.RUN && facts.failure() == null;
    }

    /** One that runs since before this process: its doors lead here from now on. */
    void adopt(Facts facts, int incarnation) throws SandboxTrouble {
        var name = Orders.name(facts, incarnation);
        if (!adopted.contains(name)) {
            sandboxes.start(orders.order(facts, incarnation, folders(facts)));
            // Not before: what failed, for want of room or otherwise, is tried again.
            adopted.add(name);
        }
    }

    private List<Shared> folders(Facts facts) {
        return installing.of(facts) instanceof Installing.Standing.Ready(List<Shared> folders)
                ? folders
                : List.of();
    }

    private void start(Lease lease, Facts facts, int incarnation) {
        if (!(installing.of(facts) instanceof Installing.Standing.Ready(List<Shared> folders))) {
            // It was there when the sandbox was wanted; it is brought again before the next one.
            note(
                    lease,
                    still -> hasSandbox(still, incarnation),
                    new ObservedEvent.SandboxEnded(incarnation, "Its harness was not there."));
            return;
        }
        try {
            sandboxes.start(orders.first(facts, incarnation, folders));
            adopted.add(Orders.name(facts, incarnation));
            note(
                    lease,
                    still -> hasSandbox(still, incarnation) && !isStarted(still),
                    new ObservedEvent.SandboxStarted(incarnation, orders.description(facts)));
        } catch (SandboxTrouble trouble) {
            boolean hopeless = trouble.blame() == SandboxTrouble.Blame.USER;
            note(
                    lease,
                    still -> hasSandbox(still, incarnation),
                    new ObservedEvent.SandboxEnded(
                            incarnation,
                            hopeless
                                    ? trouble.what()
                                    : trouble.what() + ". " + trouble.nextStep() + "."));
            if (hopeless) {
                note(
                        lease,
                        still -> still.failure() == null,
                        new ObservedEvent.Failed(trouble.what(), trouble.nextStep()));
            }
        }
    }

    private Instant stop(Lease lease, Facts facts, int incarnation) {
        try {
            var name = Orders.name(facts, incarnation);
            sandboxes.stop(name);
            adopted.remove(name);
            return Instant.MAX;
        } catch (SandboxTrouble trouble) {
            stays(lease, incarnation, trouble.what() + ". " + trouble.nextStep() + ".");
            return clock.instant().plus(STOP_AGAIN);
        }
    }

    /** It goes on being tried: people are told why that does not help, in the log of the agent. */
    void stays(Lease lease, int incarnation, String words) {
        if (delays.isNews(lease.agent(), words)) {
            LOG.warnf("The sandbox %d of agent %s stays. %s", incarnation, lease.agent(), words);
            note(lease, _ -> true, new SandboxStays(incarnation, words));
        }
    }

    private void noteEnd(Lease lease, Facts facts, int incarnation, String reason) {
        note(
                lease,
                still -> hasSandbox(still, incarnation),
                new ObservedEvent.SandboxEnded(incarnation, reason));
        delays.over(facts.id());
        if (facts.wish() == Facts.Wish.RUN && facts.failure() == null) {
            return;
        }
        try {
            sandboxes.noted(Orders.name(facts, incarnation));
        } catch (SandboxTrouble trouble) {
            // The next start of it, or its delete, takes it away as well.
            LOG.debugf(trouble, "What tells of %s is left", facts.id());
        }
    }

    private void giveTurn(Lease lease) {
        append(
                lease,
                current -> {
                    Facts still = current.facts();
                    boolean fits =
                            still.sandbox() != null
                                    && still.sandbox().ready()
                                    && still.wish() == Facts.Wish.RUN
                                    && still.talk().turn() == null
                                    && !still.talk().queue().isEmpty();
                    if (!fits) {
                        return List.of();
                    }
                    Waiting next = still.talk().queue().getFirst();
                    return List.of(
                            NewEvent.of(
                                    new ObservedEvent.TurnGiven(
                                            still.talk().turns() + 1,
                                            next.message(),
                                            next.text(),
                                            next.images())));
                });
    }

    private boolean purge(Lease lease, Facts facts) throws SQLException {
        try {
            for (int volume = 1; volume <= facts.workspace().volume(); volume++) {
                sandboxes.deleteWorkspace(
                        new WorkspaceName(facts.id().toString(), volume).toString());
            }
        } catch (SandboxTrouble trouble) {
            stays(
                    lease,
                    facts.workspace().incarnations(),
                    "The workspace cannot be removed. "
                            + trouble.what()
                            + ". "
                            + trouble.nextStep()
                            + ".");
            return false;
        }
        delays.over(facts.id());
        leases.remove(lease);
        repositories.delete(facts.id());
        return true;
    }

    private void note(Lease lease, Predicate<Facts> fits, ObservedEvent event) {
        append(
                lease,
                current -> fits.test(current.facts()) ? List.of(NewEvent.of(event)) : List.of());
    }

    private void append(Lease lease, Function<Current, List<NewEvent>> what) {
        log.append(
                lease.agent(),
                current -> {
                    if (current.epoch() != lease.epoch()) {
                        throw new LeaseLost();
                    }
                    return what.apply(current);
                });
    }

    private static boolean hasSandbox(Facts facts, int incarnation) {
        return facts.sandbox() != null && facts.sandbox().incarnation() == incarnation;
    }

    private static boolean isStarted(Facts facts) {
        return facts.sandbox() != null && facts.sandbox().started();
    }

    private static boolean runs(Facts facts, int turn) {
        return facts.talk().turn() != null && facts.talk().turn().number() == turn;
    }

    private static List<Facts.Exec> commands(Facts facts) {
        return facts.sandbox() == null ? List.of() : facts.sandbox().execs();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
