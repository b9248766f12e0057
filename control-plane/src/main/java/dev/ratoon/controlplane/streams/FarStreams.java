package dev.ratoon.controlplane.streams;

import dev.ratoon.controlplane.peers.Peer;
import dev.ratoon.controlplane.peers.PeerAway;
import dev.ratoon.controlplane.peers.PeerDoor;
import dev.ratoon.controlplane.peers.Peers;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Malformed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Streams to runners at another process: this side asks there, that side opens one at its own
 * runner or refuses. It never asks a third, so that a stream has one hop at most; frames and credit
 * are those of the two ends.
 */
@Singleton
class FarStreams implements PeerDoor {
    private static final String NAME = "streams";
    private static final Duration FIRST_MESSAGE = Duration.ofSeconds(15);

    private final Streams streams;
    private final Peers peers;

    FarStreams(Streams streams, Peers peers) {
        this.streams = streams;
        this.peers = peers;
    }

    /** Asks there. */
    Streams.Dialled open(Peer peer, StreamOrder order) throws InterruptedException {
        try {
            Socket socket = peers.dial(peer, NAME);
            socket.send(order.json());
            return new Streams.Dialled.Back(socket, new CountDownLatch(1));
        } catch (PeerAway e) {
            return new Streams.Dialled.Refused(e.words());
        } catch (SocketClosed e) {
            return new Streams.Dialled.Refused(
                    "The control plane of " + peer.place() + " hung up. Try again.");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Is asked. */
    @Override
    public void enter(Socket peer) throws InterruptedException {
        try {
            if (!(peer.receive(FIRST_MESSAGE) instanceof Socket.Message.Text(String text))) {
                peer.close(1002, "Say first what to run.");
                return;
            }
            switch (streams.open(StreamOrder.of(text))) {
                case Streams.Dialled.Refused(String words) -> {
                    peer.send(new Frame.Refused(words).bytes());
                    peer.close(1000, "refused");
                }
                case Streams.Dialled.Back(Socket runner, var over) -> {
                    try {
                        new Relay(peer, runner).run();
                    } finally {
                        over.countDown();
                    }
                }
            }
        } catch (Malformed e) {
            peer.close(1002, "This is no order: " + e.getMessage());
        } catch (SocketClosed e) {
            // Whoever asked has left.
            return;
        }
    }
}
