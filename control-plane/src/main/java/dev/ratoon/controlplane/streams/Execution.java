package dev.ratoon.controlplane.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.runners.Connections;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Terminal;
import dev.ratoon.protocol.ToRunner;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs one command for one person: wakes the agent if it must, and passes the bytes on. */
@Singleton
class Execution {
    private static final Duration FIRST_MESSAGE = Duration.ofSeconds(15);
    private static final Duration WAKING = Duration.ofMinutes(2);

    private final LogStore log;
    private final Connections connections;
    private final Streams streams;

    Execution(LogStore log, Connections connections, Streams streams) {
        this.log = log;
        this.connections = connections;
        this.streams = streams;
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
        UUID agent = reached.facts().id();
        String trouble = wake(agent, reached.actor().name());
        if (trouble != null) {
            refuse(person, trouble);
            return;
        }
        Streams.Dialled dialled =
                streams.open(
                        agent,
                        (path, ticket) ->
                                new ToRunner.OpenStream(
                                        path,
                                        ticket,
                                        command,
                                        wanted.directory(),
                                        wanted.terminal()));
        switch (dialled) {
            case Streams.Dialled.Refused(String words) -> refuse(person, words);
            case Streams.Dialled.Back(Socket runner, var over) -> {
                try {
                    new Relay(person, runner).run();
                } finally {
                    over.countDown();
                }
            }
        }
    }

    /** Null when its runner is there; else why it will not be. */
    private @Nullable String wake(UUID agent, String by) throws InterruptedException {
        if (connections.has(agent)) {
            return null;
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
                return null;
            }
            Facts facts = log.facts(agent).orElse(null);
            if (facts == null || facts.deletedUntil() != null) {
                return "The agent is deleted.";
            }
            if (facts.failure() != null) {
                return facts.failure().reason() + " " + facts.failure().nextStep() + ".";
            }
            connections.await(agent, Duration.ofSeconds(1));
        }
        return "Its sandbox is not there yet. Try again in a moment: ratoon show " + agent;
    }

    private static void refuse(Socket person, String words) throws SocketClosed {
        person.send(new Frame.Refused(words).bytes());
        person.close(1000, "refused");
    }
}
