package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.Malformed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One connection to a process that holds runners which somebody here watches. One thread opens it
 * and takes in the pieces, a second one says whose; when it breaks, whoever asked for the line
 * hears of it and asks anew. Nobody who calls waits for the peer.
 */
final class Line {
    private static final Logger LOG = Logger.getLogger(Line.class);

    private final Peer peer;
    private final Peers peers;
    private final LogHub hub;
    private final Consumer<Line> broken;
    private final Set<UUID> agents = new HashSet<>();
    private boolean over;

    Line(Peer peer, Peers peers, LogHub hub, Consumer<Line> broken) {
        this.peer = peer;
        this.peers = peers;
        this.hub = hub;
        this.broken = broken;
    }

    void open() {
        Thread.ofVirtual().name("pieces from " + peer.process()).start(this::run);
    }

    synchronized void watch(UUID agent) {
        agents.add(agent);
        notifyAll();
    }

    /** False when that was the last one: the line closes. */
    synchronized boolean leave(UUID agent) {
        agents.remove(agent);
        over |= agents.isEmpty();
        notifyAll();
        return !over;
    }

    synchronized Set<UUID> agents() {
        return Set.copyOf(agents);
    }

    private void run() {
        try {
            Socket socket = peers.dial(peer, LiveDoor.NAME);
            Thread.ofVirtual().name("watching at " + peer.process()).start(() -> tell(socket));
            while (socket.receive() instanceof Socket.Message.Binary(byte[] bytes)) {
                Piece piece = Piece.of(bytes);
                hub.saidElsewhere(piece.agent(), piece.chunk());
            }
        } catch (PeerAway e) {
            LOG.debugf(e, "No live pieces of the runners at %s", peer.process());
        } catch (Malformed e) {
            LOG.warnf("The control plane of %s sends no pieces: %s", peer.place(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
            broken.accept(this);
        }
    }

    private synchronized void end() {
        over = true;
        notifyAll();
    }

    private void tell(Socket socket) {
        Set<UUID> told = new HashSet<>();
        try {
            for (List<String> news = news(told); !news.isEmpty(); news = news(told)) {
                for (String each : news) {
                    socket.send(each);
                }
            }
        } catch (SocketClosed | InterruptedException e) {
            LOG.debugf("The line to %s is broken", peer.process());
        } finally {
            socket.close(1000, "nobody watches");
        }
    }

    /** Waits for what the peer does not know yet; none at the end. */
    private synchronized List<String> news(Set<UUID> told) throws InterruptedException {
        while (!over && told.equals(agents)) {
            wait();
        }
        List<String> news = new ArrayList<>();
        if (!over) {
            agents.stream().filter(told::add).forEach(agent -> news.add("+" + agent));
            told.stream().filter(each -> !agents.contains(each)).forEach(e -> news.add("-" + e));
            told.retainAll(agents);
        }
        return news;
    }
}
