package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.Appended;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.ToRunner;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The runners that are connected to this process: at most one of an agent, the newest. */
@Singleton
public class Connections {
    private final LogStore log;
    private final LogHub hub;
    private final AgentsConfig config;
    private final Ids ids;
    private final Instance<StreamRefusals> refusals;
    private final Map<UUID, RunnerConnection> open = new ConcurrentHashMap<>();

    /** Tells this process from others in the log. */
    private final String process;

    Connections(
            LogStore log,
            LogHub hub,
            AgentsConfig config,
            Ids ids,
            Instance<StreamRefusals> refusals) {
        this.log = log;
        this.hub = hub;
        this.config = config;
        this.ids = ids;
        this.refusals = refusals;
        this.process = ids.next().toString();
    }

    /** Notes the connection in the log, and serves it until it ends. */
    void serve(RunnerProof shown, FromRunner.Hello hello, Socket socket)
            throws InterruptedException {
        Appended noted =
                log.append(shown.agent(), current -> arrived(current.facts(), shown, hello));
        var connection =
                new RunnerConnection(
                        shown,
                        hello,
                        socket,
                        log,
                        hub,
                        config.decision(),
                        ids::next,
                        (path, words) -> refusals.forEach(each -> each.refused(path, words)));
        RunnerConnection before = open.put(shown.agent(), connection);
        if (before != null) {
            before.close(4000, "The runner has connected again.");
        }
        try {
            socket.send(
                    Messages.write(
                            new ToRunner.Welcome(
                                    noted.acknowledged(), Assignments.of(noted.facts()))));
            arrived();
            connection.serve();
        } catch (SocketClosed e) {
            // It comes again by itself.
            return;
        } finally {
            open.remove(shown.agent(), connection);
        }
    }

    private List<NewEvent> arrived(Facts facts, RunnerProof shown, FromRunner.Hello hello) {
        Facts.Sandbox sandbox = facts.sandbox();
        if (sandbox == null || sandbox.incarnation() != shown.incarnation()) {
            throw new Intake.Over();
        }
        String known = sandbox.publicKey();
        if (known != null && !known.equals(hello.publicKey())) {
            throw new Failure(ProblemType.FORBIDDEN, "This incarnation has another key.");
        }
        return List.of(
                new NewEvent.Outbox(hello.outbox()),
                NewEvent.of(
                        new ObservedEvent.RunnerConnected(
                                shown.incarnation(),
                                hello.publicKey(),
                                hello.outbox(),
                                hello.version(),
                                process)));
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

    private synchronized void arrived() {
        notifyAll();
    }

    /** Tells this process from others. */
    public String process() {
        return process;
    }
}
