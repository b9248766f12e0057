package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.Upstream;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a peer what agents say whose runners are here, and which somebody watches there: {@code
 * +AGENT} and {@code -AGENT} come, pieces go. Who watches nothing hears nothing.
 */
@Singleton
class LiveDoor implements PeerDoor {
    static final String NAME = "live";

    private final LogHub hub;

    LiveDoor(LogHub hub) {
        this.hub = hub;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void enter(Socket peer) throws InterruptedException {
        var watched = new Watched(ConcurrentHashMap.newKeySet(), new Pieces());
        hub.pass(watched);
        Thread telling = Thread.ofVirtual().name("live pieces").start(() -> tell(peer, watched));
        try {
            while (peer.receive() instanceof Socket.Message.Text(String text)) {
                UUID agent = UUID.fromString(text.substring(1));
                if (text.charAt(0) == '+') {
                    watched.agents().add(agent);
                } else {
                    watched.agents().remove(agent);
                }
            }
        } finally {
            hub.passNoMore(watched);
            watched.pieces().end();
            telling.join();
        }
    }

    private static void tell(Socket peer, Watched watched) {
        try {
            for (byte[] piece = watched.pieces().take();
                    piece.length > 0;
                    piece = watched.pieces().take()) {
                peer.send(piece);
            }
        } catch (SocketClosed e) {
            // The reading side sees it too.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Watched(Set<UUID> agents, Pieces pieces) implements LogHub.Passing {
        @Override
        public void said(UUID agent, Upstream.Chunk chunk) {
            if (agents.contains(agent)) {
                pieces.offer(new Piece(agent, chunk).bytes());
            }
        }
    }
}
