package dev.ratoon.controlplane.streams;

import dev.ratoon.controlplane.peers.Peer;
import dev.ratoon.controlplane.peers.PeerAway;
import dev.ratoon.controlplane.peers.Peers;
import dev.ratoon.controlplane.runners.Connections;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Malformed;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * Asks an agent's harness something beside its turns, where its runner is connected. What it
 * answers, and why it does not, are texts from a sandbox: bounded, and nothing else is promised of
 * them. Safe for many threads.
 */
@Singleton
public class Questions {
    /** The runner gives up before. */
    private static final Duration PATIENCE = Duration.ofSeconds(130);

    private static final int LARGEST = 128 << 10;
    private static final int LONGEST_WORDS = 500;
    private static final String NOBODY = "Its sandbox is not running.";
    private static final String OLD =
            " One that began before an update of Ratoon knows no questions: pause the agent, and"
                    + " resume it.";

    private final Connections connections;
    private final Streams streams;
    private final FarStreams farStreams;
    private final Peers peers;

    Questions(Connections connections, Streams streams, FarStreams farStreams, Peers peers) {
        this.connections = connections;
        this.streams = streams;
        this.farStreams = farStreams;
        this.peers = peers;
    }

    /** What came of it. */
    public sealed interface Answer {
        record Said(String text) implements Answer {}

        /** Nothing: why, for people. */
        record Not(String words) implements Answer {}
    }

    /** Waits for the answer, for two minutes at most. */
    public Answer ask(UUID agent, String question) throws InterruptedException {
        return switch (dialled(StreamOrder.asking(agent, question))) {
            case Streams.Dialled.Refused(String words) ->
                    not(words.equals(Streams.LATE) ? words + OLD : words);
            case Streams.Dialled.Back(Socket socket, CountDownLatch over) -> {
                try {
                    yield heard(socket, PATIENCE);
                } finally {
                    socket.close(1000, "over");
                    over.countDown();
                }
            }
        };
    }

    private Streams.Dialled dialled(StreamOrder order) throws InterruptedException {
        if (connections.has(order.agent())) {
            return streams.open(order);
        }
        return switch (peers.holder(order.agent())) {
            case Peers.Holder.Other(Peer peer) -> farStreams.open(peer, order);
            case Peers.Holder.Away(PeerAway why) -> new Streams.Dialled.Refused(why.words());
            case Peers.Holder.This _, Peers.Holder.Nobody _, Peers.Holder.Starting _ ->
                    new Streams.Dialled.Refused(NOBODY);
        };
    }

    /** Up to the end of the stream, a bound, or the end of patience. */
    private static Answer heard(Socket socket, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        var text = new ByteArrayOutputStream();
        while (true) {
            long left = end - System.nanoTime();
            Socket.Message message = left > 0 ? socket.receive(Duration.ofNanos(left)) : null;
            if (message == null) {
                return not("Its sandbox did not answer in time.");
            }
            if (!(message instanceof Socket.Message.Binary(byte[] bytes))) {
                return not("The connection to its sandbox broke off.");
            }
            switch (frame(bytes)) {
                case Frame.Bytes(byte[] content) -> {
                    text.writeBytes(content);
                    if (text.size() > LARGEST) {
                        return not("Its sandbox answered more than anybody reads.");
                    }
                }
                case Frame.Exit _ -> {
                    return new Answer.Said(text.toString(StandardCharsets.UTF_8));
                }
                case Frame.Refused(String words) -> {
                    return not(words);
                }
                case Frame.Stderr _,
                        Frame.Eof _,
                        Frame.Resize _,
                        Frame.Signal _,
                        Frame.Credit _ -> {}
            }
        }
    }

    private static Frame frame(byte[] bytes) {
        try {
            return Frame.of(ByteBuffer.wrap(bytes));
        } catch (Malformed e) {
            return new Frame.Refused("What its sandbox sent is none of the protocol's.");
        }
    }

    /** On one line, without what cannot be seen. */
    private static Answer not(String words) {
        String line = words.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ").strip();
        return new Answer.Not(
                line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "…" : line);
    }
}
