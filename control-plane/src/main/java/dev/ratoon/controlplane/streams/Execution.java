package dev.ratoon.controlplane.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.peers.Peer;
import dev.ratoon.controlplane.peers.PeerAway;
import dev.ratoon.controlplane.peers.Peers;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.runners.Connections;
import dev.ratoon.controlplane.runners.SetupSecrets;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Terminal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs one command for one person: wakes the agent if it must, and passes the bytes on. */
@Singleton
class Execution {
    private static final Logger LOG = Logger.getLogger(Execution.class);
    private static final Duration FIRST_MESSAGE = Duration.ofSeconds(15);
    private static final Duration WAKING = Duration.ofMinutes(2);

    /** Of a command, in the log. */
    private static final int LONGEST_COMMAND = 2_000;

    /** At another process it comes up without a word here. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final LogStore log;
    private final Connections connections;
    private final Streams streams;
    private final FarStreams farStreams;
    private final Peers peers;
    private final SetupSecrets setups;
    private final Ids ids;

    Execution(
            LogStore log,
            Connections connections,
            Streams streams,
            FarStreams farStreams,
            Peers peers,
            SetupSecrets setups,
            Ids ids) {
        this.log = log;
        this.connections = connections;
        this.streams = streams;
        this.farStreams = farStreams;
        this.peers = peers;
        this.setups = setups;
        this.ids = ids;
    }

    /** The first message of a person's side. */
    record Wanted(
            @Nullable List<String> command,
            @Nullable String directory,
            @Nullable Terminal terminal) {}

    void serve(Reach.Reached reached, Socket person) throws InterruptedException {
        try {
            List<String> command;
            Wanted wanted;
            if (!(person.receive(FIRST_MESSAGE) instanceof Socket.Message.Text(String text))) {
                person.close(1002, "Say first what to run.");
                return;
            }
            try {
                wanted = Messages.JSON.readValue(text, Wanted.class);
            } catch (JsonProcessingException e) {
                person.close(1002, "This is no JSON.");
                return;
            }
            command = wanted == null ? null : wanted.command();
            if (command == null || command.isEmpty() || command.contains(null)) {
                refuse(person, "Say what to run: {\"command\": [\"ls\"]}");
                return;
            }
            run(reached, person, command, wanted);
        } catch (SocketClosed e) {
            // Whoever asked has left.
            return;
        } catch (Failure failure) {
            person.close(1011, failure.forTheCaller());
        }
    }

    private void run(Reach.Reached reached, Socket person, List<String> command, Wanted wanted)
            throws InterruptedException, SocketClosed {
        var order =
                new StreamOrder(
                        reached.facts().id(), command, wanted.directory(), wanted.terminal());
        String by = reached.actor().name();
        switch (wake(order.agent(), reached.actor())) {
            case Runner.Missing(String words) -> refuse(person, words);
            case Runner.Here _ -> pass(order, by, person, () -> streams.open(order));
            case Runner.There(Peer peer) ->
                    pass(order, by, person, () -> farStreams.open(peer, order));
        }
    }

    private interface Dialling {
        Streams.Dialled dial() throws InterruptedException;
    }

    /**
     * The log tells who ran what, and it does before anything runs: what a setup has made is not
     * kept where somebody was inside. While it lasts, the agent keeps its sandbox.
     */
    private void pass(StreamOrder order, String by, Socket person, Dialling runner)
            throws InterruptedException, SocketClosed {
        UUID exec = ids.next();
        note(
                order.agent(),
                new ObservedEvent.ExecBegun(
                        exec,
                        shortened(order.command()),
                        order.terminal() != null,
                        by,
                        connections.process()));
        try {
            switch (runner.dial()) {
                case Streams.Dialled.Refused(String words) -> refuse(person, words);
                case Streams.Dialled.Back(Socket dialled, var over) -> {
                    try {
                        new Relay(person, dialled).run();
                    } finally {
                        over.countDown();
                    }
                }
            }
        } finally {
            note(order.agent(), new ObservedEvent.ExecEnded(exec));
        }
    }

    /** On a full disk nothing is noted: a command may be what makes room. */
    private void note(UUID agent, ObservedEvent event) {
        try {
            log.append(agent, _ -> List.of(NewEvent.of(event)));
        } catch (Failure failure) {
            if (failure.type() != ProblemType.NO_ROOM) {
                throw failure;
            }
            LOG.warnf("A command in %s is not in its log: %s", agent, failure.getMessage());
        }
    }

    private static List<String> shortened(List<String> command) {
        List<String> beginning = new ArrayList<>();
        int left = LONGEST_COMMAND;
        for (String argument : command) {
            if (argument.length() > left) {
                beginning.add(argument.substring(0, left) + " ...");
                break;
            }
            beginning.add(argument);
            left -= argument.length() + 1;
        }
        return beginning;
    }

    /** Where the agent's runner is, or why it will not be anywhere. */
    private sealed interface Runner {
        record Here() implements Runner {}

        record There(Peer peer) implements Runner {}

        record Missing(String words) implements Runner {}
    }

    /** As far as it may be looked into: a setup's secrets are for those who could give others. */
    private Runner wake(UUID agent, Actor by) throws InterruptedException {
        Runner there = awake(agent, by.name());
        boolean closed =
                !(there instanceof Runner.Missing)
                        && log.facts(agent)
                                .filter(Facts::isSecret)
                                .filter(facts -> !setups.mayLookOn(by.userId(), facts))
                                .isPresent();
        return closed
                ? new Runner.Missing(
                        "Its setup script runs with secrets that are not yours to change: nobody"
                                + " else looks in meanwhile. Wait until its workspace is ready.")
                : there;
    }

    private Runner awake(UUID agent, String by) throws InterruptedException {
        if (connections.has(agent)) {
            return new Runner.Here();
        }
        log.append(
                agent,
                current ->
                        current.facts().wish() == Facts.Wish.PAUSE
                                ? List.of(NewEvent.of(new ObservedEvent.ResumeAsked(by)))
                                : List.of());
        long end = System.nanoTime() + WAKING.toNanos();
        while (System.nanoTime() < end) {
            if (connections.has(agent)) {
                return new Runner.Here();
            }
            Facts facts = log.facts(agent).orElse(null);
            if (facts == null || facts.deletedUntil() != null) {
                return new Runner.Missing("The agent is deleted.");
            }
            if (facts.failure() != null) {
                return new Runner.Missing(
                        facts.failure().reason() + " " + facts.failure().nextStep() + ".");
            }
            switch (peers.holder(facts)) {
                case Peers.Holder.Other(Peer peer) -> {
                    return new Runner.There(peer);
                }
                case Peers.Holder.Away(PeerAway why) -> {
                    return new Runner.Missing(why.words());
                }
                case Peers.Holder.This _, Peers.Holder.Nobody _, Peers.Holder.Starting _ ->
                        connections.await(agent, LOOK_AGAIN);
            }
        }
        return new Runner.Missing(
                "Its sandbox is not there yet. Try again in a moment: ratoon show " + agent);
    }

    private static void refuse(Socket person, String words) throws SocketClosed {
        person.send(new Frame.Refused(words).bytes());
        person.close(1000, "refused");
    }
}
