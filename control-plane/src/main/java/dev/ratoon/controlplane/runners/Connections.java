package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.HarnessFacts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.PersonaFacts;
import dev.ratoon.controlplane.log.Appended;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.ToRunner;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The runners that are connected to this process: at most one of an agent, the newest. */
@Singleton
public class Connections {
    private final LogStore log;
    private final LogHub hub;
    private final AgentsConfig config;
    private final Ids ids;
    private final Instance<StreamRefusals> refusals;
    private final Instance<SetupSecrets> setupSecrets;
    private final Instance<StateWays> stateWays;
    private final Outage outage;
    private final Allowances allowances;
    private final ImagePieces images;
    private final Map<UUID, RunnerConnection> open = new ConcurrentHashMap<>();

    Connections(
            LogStore log,
            LogHub hub,
            AgentsConfig config,
            Ids ids,
            Clock clock,
            Instance<StreamRefusals> refusals,
            Instance<SetupSecrets> setupSecrets,
            Instance<StateWays> stateWays,
            Allowances allowances,
            ImagePieces images) {
        this.log = log;
        this.hub = hub;
        this.config = config;
        this.ids = ids;
        this.refusals = refusals;
        this.setupSecrets = setupSecrets;
        this.stateWays = stateWays;
        this.allowances = allowances;
        this.images = images;
        this.outage = new Outage(log, clock);
    }

    /** What it showed was good a moment ago, and is not any more. */
    static final class NotBelieved extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Notes the connection in the log, and serves it until it ends. */
    void serve(RunnerProof shown, FromRunner.Hello hello, Socket socket)
            throws InterruptedException {
        boolean _ = allowances.spend(shown, Allowances.ROW + hello.publicKey().length());
        Map<String, GivenSecret> secrets = secrets(shown.agent());
        Appended noted =
                log.append(
                        shown.agent(),
                        current -> arrived(current.facts(), shown, hello, secrets.keySet()));
        var connection =
                new RunnerConnection(
                        shown,
                        hello,
                        socket,
                        log,
                        hub,
                        config.decision(),
                        ids::next,
                        (agent, path, words) ->
                                refusals.forEach(each -> each.refused(agent, path, words)),
                        allowances,
                        outage,
                        images);
        RunnerConnection before = open.put(shown.agent(), connection);
        if (before != null) {
            before.close(4000, "The runner has connected again.");
        }
        try {
            socket.send(
                    Messages.write(
                            new ToRunner.Welcome(
                                    noted.acknowledged(), assignment(noted.facts(), secrets))));
            changed();
            connection.serve();
        } catch (SocketClosed e) {
            // It comes again by itself.
            return;
        } finally {
            open.remove(shown.agent(), connection);
            changed();
        }
    }

    /** Only while the script that they are for is still to run. */
    private Map<String, GivenSecret> secrets(UUID agent) {
        Facts facts = log.facts(agent).orElse(null);
        if (facts == null || facts.workspace().prepared()) {
            return Map.of();
        }
        try {
            return setupSecrets.get().of(facts);
        } catch (Failure unopened) {
            String resume = "ratoon resume " + facts.origin().name();
            String next =
                    unopened.type() == ProblemType.EXPIRED
                            ? "Let it take the newest: " + resume
                            : "Give its secrets again: ratoon environment secret set "
                                    + facts.origin().environment()
                                    + " NAME, then: "
                                    + resume;
            log.append(
                    agent,
                    current ->
                            current.facts().failure() == null
                                    ? List.of(
                                            NewEvent.of(
                                                    new ObservedEvent.Failed(
                                                            unopened.forTheCaller(), next)))
                                    : List.of());
            return Map.of();
        }
    }

    private Assignment assignment(Facts facts, Map<String, GivenSecret> secrets) {
        var environment = environment(facts);
        return Assignments.of(
                facts,
                environment,
                harness(facts),
                persona(facts),
                facts.isSecret() ? secrets : Map.of(),
                environment == null ? null : stateWays.get().of(facts, environment).orElse(null));
    }

    private ObservedEvent.@Nullable PersonaTaken persona(Facts facts) {
        PersonaFacts has = facts.persona();
        return has != null && at(facts, has.seq()) instanceof ObservedEvent.PersonaTaken taken
                ? taken
                : null;
    }

    private ObservedEvent.@Nullable EnvironmentTaken environment(Facts facts) {
        Facts.Environment has = facts.environment();
        if (has == null) {
            return null;
        }
        return at(facts, has.seq()) instanceof ObservedEvent.EnvironmentTaken taken ? taken : null;
    }

    private ObservedEvent.@Nullable HarnessTaken harness(Facts facts) {
        HarnessFacts has = facts.harness();
        return has != null && at(facts, has.seq()) instanceof ObservedEvent.HarnessTaken taken
                ? taken
                : null;
    }

    private @Nullable ObservedEvent at(Facts facts, long seq) {
        return log.read(facts.id(), seq - 1, 1).getFirst().observed();
    }

    private List<NewEvent> arrived(
            Facts facts, RunnerProof shown, FromRunner.Hello hello, Set<String> secrets) {
        Facts.Sandbox sandbox = facts.sandbox();
        if (sandbox == null || sandbox.incarnation() != shown.incarnation()) {
            throw new Intake.Over();
        }
        String known = sandbox.publicKey();
        if (shown.credential() == null ? known != null : !hello.publicKey().equals(known)) {
            // Somebody was quicker with the first key, or says that its own has changed.
            throw new NotBelieved();
        }
        List<NewEvent> events = new ArrayList<>();
        events.add(new NewEvent.Outbox(hello.outbox()));
        events.add(
                NewEvent.of(
                        new ObservedEvent.RunnerConnected(
                                shown.incarnation(),
                                hello.publicKey(),
                                hello.outbox(),
                                hello.version(),
                                hub.process())));
        if (!secrets.isEmpty() && !sandbox.secrets() && !facts.workspace().prepared()) {
            events.add(
                    NewEvent.of(
                            new ObservedEvent.SecretsGiven(
                                    shown.incarnation(), secrets.stream().sorted().toList())));
        }
        return events;
    }

    /** Tells the agent's runner, if it is connected to this process. */
    public boolean tell(UUID agent, ToRunner message) {
        RunnerConnection connection = open.get(agent);
        return connection != null && connection.tell(message);
    }

    public boolean has(UUID agent) {
        return open.containsKey(agent);
    }

    /** Waits a while for the agent's runner. */
    public synchronized void await(UUID agent, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis();
                !has(agent) && left > 0;
                left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /** Tells all runners to end, and waits until they have, but no longer than that. */
    public void farewell(String reason, Duration patience) throws InterruptedException {
        for (RunnerConnection each : open.values()) {
            Thread.ofVirtual().start(() -> each.tell(new ToRunner.End(reason)));
        }
        long end = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            for (long left = patience.toMillis();
                    !open.isEmpty() && left > 0;
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        }
    }

    private synchronized void changed() {
        notifyAll();
    }

    /** Tells this process from others. */
    public String process() {
        return hub.process();
    }
}
