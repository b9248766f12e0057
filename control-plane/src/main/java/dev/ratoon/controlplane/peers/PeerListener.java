package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.sockets.Socket;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The port for other processes, apart from those for people and for sandboxes. Who gets through the
 * handshake is one of us; what is asked for must be meant for this very process, for the address
 * may have been another's before. Each WebSocket gets a virtual thread.
 */
@Singleton
class PeerListener {
    private static final Logger LOG = Logger.getLogger(PeerListener.class);

    private final Vertx vertx;
    private final PeersConfig config;
    private final Link link;
    private final Instance<PeerDoor> doors;
    private final String below;
    private volatile @Nullable HttpServer server;

    PeerListener(Vertx vertx, PeersConfig config, Link link, Instance<PeerDoor> doors, LogHub hub) {
        this.vertx = vertx;
        this.config = config;
        this.link = link;
        this.doors = doors;
        this.below = path(hub.process(), "");
    }

    static String path(String process, String door) {
        return "/peers/" + process + "/" + door;
    }

    /** Whether nothing can be wrong with the address: then the start need not wait for it. */
    boolean isSafe() {
        return config.port() == 0 && address().isLoopbackAddress();
    }

    /** Begins to listen; returns where. */
    String listen() {
        if (address().isAnyLocalAddress()) {
            throw new StartFailure(
                    "ratoon.peers.host is "
                            + config.host()
                            + ", which is no address at which others find this machine.",
                    "Name the one that the other control planes reach");
        }
        try {
            HttpServer listening =
                    vertx.createHttpServer(link.server(config))
                            .requestHandler(this::answer)
                            .exceptionHandler(e -> LOG.debugf(e, "Somebody else knocked"))
                            .listen()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join();
            server = listening;
            return config.host() + ":" + listening.actualPort();
        } catch (CompletionException e) {
            throw new StartFailure(
                    "Other control planes cannot be listened to on "
                            + config.host()
                            + ":"
                            + config.port()
                            + " ("
                            + e.getCause()
                            + ").",
                    "Name an address of this machine and a free port: ratoon.peers.host,"
                            + " ratoon.peers.port",
                    e);
        }
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(config.host());
        } catch (UnknownHostException e) {
            throw new StartFailure(
                    "ratoon.peers.host is " + config.host() + ", which nobody knows.",
                    "Name an address of this machine",
                    e);
        }
    }

    void end(@Observes @Priority(100) ShutdownEvent ended) {
        HttpServer open = server;
        if (open != null) {
            open.close();
        }
    }

    private void answer(HttpServerRequest request) {
        for (PeerDoor door : doors) {
            if (request.path().equals(below + door.name())
                    && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
                request.toWebSocket()
                        .onSuccess(socket -> welcome(socket, door))
                        .onFailure(e -> LOG.debugf(e, "A peer left before the upgrade"));
                return;
            }
        }
        request.response().setStatusCode(404).end();
    }

    private static void welcome(ServerWebSocket socket, PeerDoor door) {
        Context context = Vertx.currentContext();
        Socket taken = new Socket(socket, context);
        Thread.ofVirtual()
                .name("peer at " + door.name())
                .start(
                        () -> {
                            try {
                                door.enter(taken);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (RuntimeException e) {
                                LOG.warnf(e, "A peer's connection at %s ended", door.name());
                            } finally {
                                taken.close(1011, "over");
                            }
                        });
    }
}
