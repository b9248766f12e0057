package dev.ratoon.controlplane.reconcile;

import dev.ratoon.controlplane.life.AgentState;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Planner;
import dev.ratoon.controlplane.life.Sight;
import dev.ratoon.controlplane.life.Step;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.peers.Peers;
import dev.ratoon.controlplane.problem.Blame;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import dev.ratoon.environments.WorkspaceName;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes what is so what is wanted. One thread claims the agents that are due, one virtual thread
 * for each looks at it, asks the planner and does what it says. What comes in between makes the
 * agent due again; what fails is tried again in a moment.
 */
@Singleton
class Reconciler {
    /** A runner takes 20 s at most to end its harness, and 20 s for a last checkpoint. */
    private static final Duration FAREWELL = Duration.ofSeconds(45);

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final int AT_ONCE = 32;
    private static final int NAMED = 20;
    private static final Duration AGAIN = Duration.ofSeconds(3);

    /** For an agent that not even its log can mend: the others must not wait for it. */
    private static final Duration UNREADABLE = Duration.ofMinutes(5);

    /** How soon a place that was given back is another's. */
    private static final Duration CALL_EVERY = Duration.ofMillis(200);

    /**
     * Whoever is due while an event of his is written, is passed over, and not every event rings
     * again: after a ring all are looked at twice.
     */
    private static final Duration ONCE_MORE = Duration.ofMillis(25);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Roles roles;
    private final LeaseStore leases;
    private final LogStore log;
    private final LogHub hub;
    private final Sandboxes sandboxes;
    private final Site site;
    private final Steps steps;
    private final Places places;
    private final Peers peers;
    private final Planner planner;
    private final Clock clock;
    private final Semaphore bell = new Semaphore(0);
    private final Semaphore hands = new Semaphore(AT_ONCE);
    private @Nullable Thread thread;
    private volatile boolean ending;

    Reconciler(
            Roles roles,
            LeaseStore leases,
            LogStore log,
            LogHub hub,
            Sandboxes sandboxes,
            Site site,
            Steps steps,
            Places places,
            Peers peers,
            AgentsConfig config,
            Clock clock) {
        this.roles = roles;
        this.leases = leases;
        this.log = log;
        this.hub = hub;
        this.sandboxes = sandboxes;
        this.site = site;
        this.steps = steps;
        this.places = places;
        this.peers = peers;
        this.planner =
                new Planner(
                        new Planner.Patience(
                                FAREWELL,
                                Duration.ofSeconds(60),
                                config.idle(),
                                config.preparation()));
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        if (!roles.has(ControlPlaneRole.RECONCILER)) {
            return;
        }
        hub.listenToAll(
                (_, factsChanged) -> {
                    if (factsChanged) {
                        bell.release();
                    }
                });
        // An interrupt would break the database connection of a virtual one.
        thread = Thread.ofPlatform().name("reconciler").daemon().start(this::run);
    }

    /** Early: what still runs then may append, and nothing new begins. */
    void end(@Observes @Priority(1) ShutdownEvent ended) throws InterruptedException {
        ending = true;
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
            hands.tryAcquire(AT_ONCE, 5, TimeUnit.SECONDS);
        }
    }

    /** Something of this workspace changed. */
    private void look(String workspace) {
        try {
            Optional<UUID> agent = agent(workspace);
            if (agent.isPresent()) {
                boolean _ = leases.enqueue(agent.get(), clock.instant());
                bell.release();
            }
        } catch (SQLException e) {
            LOG.debugf(e, "The timer will look at %s", workspace);
        }
    }

    private void run() {
        boolean swept = false;
        boolean rang = false;
        Instant seen = Instant.EPOCH;
        long called = System.nanoTime();
        while (!ending) {
            try {
                if (!site.isOurs()) {
                    LOG.warn("The sandboxes of this database are another home's: none is started");
                    pause();
                    continue;
                }
                Instant now = clock.instant();
                if (now.plusSeconds(1).isBefore(seen)) {
                    LOG.warnf("The clock went back from %s to %s: all are looked at", seen, now);
                    leases.enqueueAll(now);
                }
                seen = now;
                if (!swept) {
                    sandboxes.listen(this::look);
                    leases.enqueueAll(clock.instant());
                    sweepOrphans();
                    swept = true;
                }
                bell.drainPermits();
                if (System.nanoTime() - called > CALL_EVERY.toNanos()) {
                    places.call(now);
                    places.clear(now);
                    called = System.nanoTime();
                }
                for (Lease lease : leases.claim(clock.instant(), AT_ONCE)) {
                    hands.acquire();
                    Thread.ofVirtual().name("agent " + lease.agent()).start(() -> work(lease));
                }
                Duration quiet = rang ? ONCE_MORE : TICK;
                rang = bell.tryAcquire(quiet.toMillis(), TimeUnit.MILLISECONDS);
            } catch (SQLException e) {
                if (ending) {
                    return;
                }
                LOG.warnf("The reconciler cannot reach the database (%s)", e.getMessage());
                pause();
            } catch (SandboxTrouble trouble) {
                LOG.warnf("%s. Next: %s", trouble.what(), trouble.nextStep());
                pause();
            } catch (InterruptedException e) {
                LOG.debug("The reconciler ends");
            }
        }
    }

    /** What runs and is no agent's is ended; its files stay, for they may be somebody's work. */
    private void sweepOrphans() throws SandboxTrouble, SQLException {
        for (Observed each : sandboxes.all()) {
            Optional<UUID> agent = agent(each.name().workspace());
            boolean known = agent.isPresent() && leases.enqueue(agent.get(), clock.instant());
            if (!known && !(each instanceof Observed.Ended)) {
                LOG.warnf("The sandbox %s belongs to no agent, and is ended", each.name());
                sandboxes.stop(each.name());
            }
        }
        nameLeftovers();
    }

    private void nameLeftovers() throws SandboxTrouble, SQLException {
        List<String> there = sandboxes.workspaces();
        Set<UUID> known =
                leases.known(there.stream().flatMap(each -> agent(each).stream()).toList());
        List<String> nobodys =
                there.stream()
                        .filter(each -> agent(each).filter(known::contains).isEmpty())
                        .toList();
        if (!nobodys.isEmpty()) {
            LOG.warnf(
                    "%d workspaces belong to no agent and are kept, for they may be somebody's"
                            + " work: %s%s. Next: see what they are, and remove what nobody needs, as"
                            + " docs/operations.md says",
                    nobodys.size(),
                    String.join(", ", nobodys.subList(0, Math.min(nobodys.size(), NAMED))),
                    nobodys.size() > NAMED ? " and more" : "");
        }
    }

    /** Who may label a pod may call it anything. */
    private static Optional<UUID> agent(String workspace) {
        try {
            return Optional.of(UUID.fromString(WorkspaceName.of(workspace).agent()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void pause() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException e) {
            LOG.debug("The reconciler ends");
        }
    }

    private void work(Lease lease) {
        try {
            Instant again = attempt(lease);
            if (again != null) {
                Instant due = leases.release(lease, again.equals(Instant.MAX) ? null : again);
                // The database keeps microseconds.
                if (due.isBefore(again.truncatedTo(ChronoUnit.MICROS))
                        && again.isAfter(clock.instant())) {
                    // What happened meanwhile rang while nobody could take it.
                    bell.release();
                }
            }
        } catch (SQLException e) {
            LOG.warnf("The lease of %s runs out by itself (%s)", lease.agent(), e.getMessage());
        } finally {
            hands.release();
        }
    }

    /** When to look again; MAX for when something happens, null when there is no agent any more. */
    private @Nullable Instant attempt(Lease lease) throws SQLException {
        Optional<Facts> found;
        try {
            found = log.facts(lease.agent());
        } catch (Failure failure) {
            LOG.warnf("Agent %s: %s", lease.agent(), failure.forTheCaller());
            boolean soon = failure.type().blame() == Blame.CAPACITY;
            return clock.instant().plus(soon ? AGAIN : UNREADABLE);
        }
        return found.isEmpty() ? null : attempt(lease, found.get());
    }

    private @Nullable Instant attempt(Lease lease, Facts facts) throws SQLException {
        try {
            Optional<Observed> there = sandboxes.observe(Orders.workspace(facts));
            if (there.orElse(null) instanceof Observed.Ending(var name, Optional<String> late)) {
                late.ifPresent(words -> steps.stays(lease, name.incarnation(), words + "."));
            }
            Sight sight = there.map(Reconciler::sight).orElse(new Sight.Nothing());
            if (sight instanceof Sight.Alive(int incarnation)
                    && facts.sandbox() != null
                    && facts.sandbox().incarnation() == incarnation) {
                steps.adopt(facts, incarnation);
            }
            List<Step> plan = planner.plan(facts, sight, claim(facts), clock.instant());
            return steps.all(lease, facts, plan);
        } catch (SandboxTrouble trouble) {
            LOG.warnf(trouble, "Agent %s", lease.agent());
            return clock.instant().plus(AGAIN);
        } catch (Steps.LeaseLost lost) {
            return null;
        } catch (RuntimeException e) {
            if (e instanceof Failure known && known.type().blame() == Blame.CAPACITY) {
                // A full disk fails all agents, each few seconds: a line for each is enough.
                LOG.warnf(
                        "Agent %s is tried again in a moment: %s",
                        lease.agent(), known.forTheCaller());
            } else {
                LOG.errorf(e, "Agent %s is tried again in a moment", lease.agent());
            }
            return clock.instant().plus(AGAIN);
        }
    }

    private Planner.Claim claim(Facts facts) throws SQLException {
        Facts.Sandbox sandbox = facts.sandbox();
        if (sandbox == null || !(facts.state() instanceof AgentState.Idle)) {
            return Planner.Claim.NOBODYS;
        }
        if (sandbox.execs().stream().anyMatch(exec -> peers.lives(exec.process()))) {
            return Planner.Claim.SOMEBODY_USES_IT;
        }
        return places.mustYield(facts.id(), clock.instant())
                ? Planner.Claim.ANOTHER_WAITS
                : Planner.Claim.NOBODYS;
    }

    private static Sight sight(Observed observed) {
        return switch (observed) {
            case Observed.Starting(var name) -> new Sight.Alive(name.incarnation());
            case Observed.Running(var name) -> new Sight.Alive(name.incarnation());
            case Observed.Ending(var name, _) -> new Sight.Leaving(name.incarnation());
            case Observed.Stranded(var name, String words) ->
                    new Sight.Stranded(name.incarnation(), words + ".");
            case Observed.Ended(var name, String reason) ->
                    new Sight.Gone(name.incarnation(), reason);
        };
    }
}
