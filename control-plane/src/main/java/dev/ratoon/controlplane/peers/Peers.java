package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.sockets.Socket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Which process holds an agent's runner, and a connection to it. Safe for many threads. */
@Singleton
public class Peers {
    /** The first handshake of a process that has much to do takes seconds. */
    private static final int PATIENCE = 10;

    private static final long PING = 20_000;
    private static final long FRESH = 200_000_000;

    private final ProcessStore processes;
    private final LogStore log;
    private final LogHub hub;
    private final Vertx vertx;
    private final Link link;
    private @Nullable WebSocketClient client;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Peers(ProcessStore processes, LogStore log, LogHub hub, Vertx vertx, Link link) {
        this.processes = processes;
        this.log = log;
        this.hub = hub;
        this.vertx = vertx;
        this.link = link;
    }

    /** Where an agent's runner is connected, as far as the log tells. */
    public sealed interface Holder {
        /** To none: it has no sandbox, or one that has not come up yet. */
        record Nobody() implements Holder {}

        /**
         * To a process that has only just started, or whose home has: in a moment more is known.
         */
        record Starting() implements Holder {}

        record This() implements Holder {}

        record Other(Peer peer) implements Holder {}

        record Away(PeerAway why) implements Holder {}
    }

    public Holder holder(UUID agent) {
        Optional<Facts> facts = log.facts(agent);
        return facts.isEmpty() ? new Holder.Nobody() : holder(facts.get());
    }

    public Holder holder(Facts facts) {
        Facts.Sandbox sandbox = facts.sandbox();
        if (sandbox == null || sandbox.process() == null) {
            return new Holder.Nobody();
        }
        if (sandbox.process().equals(hub.process())) {
            return new Holder.This();
        }
        ProcessStore.Known known = known(sandbox.process());
        String address = known.address();
        if (known.back() || (known.lives() && address == null)) {
            return new Holder.Starting();
        }
        if (!known.lives() || address == null) {
            return new Holder.Away(new PeerAway(known.place()));
        }
        int colon = address.lastIndexOf(':');
        return new Holder.Other(
                new Peer(
                        known.id(),
                        address.substring(0, colon),
                        Integer.parseInt(address.substring(colon + 1)),
                        known.place()));
    }

    /** Whether that process of ours is there, as far as was seen lately. */
    public boolean lives(String process) {
        return process.equals(hub.process()) || known(process).lives();
    }

    /** Asked once in a while for all agents: a list of them is held by few processes. */
    private ProcessStore.Known known(String process) {
        long now = System.nanoTime();
        return seen.compute(
                        process,
                        (_, before) ->
                                before != null && now - before.at() < FRESH
                                        ? before
                                        : new Seen(now, read(process)))
                .known();
    }

    /** Whoever asks for it from now on is told what is so now. */
    void forget(String process) {
        seen.remove(process);
    }

    private ProcessStore.Known read(String process) {
        try {
            return processes
                    .find(process)
                    .orElse(new ProcessStore.Known(process, null, "an unknown home", false, false));
        } catch (SQLException e) {
            throw new Failure(
                    ProblemType.BUSY, "The database does not answer right now. Try again.", e);
        }
    }

    private record Seen(long at, ProcessStore.Known known) {}

    /** A connection to one door of that process. */
    public Socket dial(Peer peer, String door) throws PeerAway, InterruptedException {
        var options =
                new WebSocketConnectOptions()
                        .setHost(peer.host())
                        .setPort(peer.port())
                        .setURI(PeerListener.path(peer.process(), door));
        var dialled = new CompletableFuture<Socket>();
        client().connect(options)
                .onSuccess(
                        socket -> {
                            keepAlive(socket);
                            if (!dialled.complete(new Socket(socket, Vertx.currentContext()))) {
                                socket.close();
                            }
                        })
                .onFailure(dialled::completeExceptionally);
        try {
            return dialled.get(PATIENCE, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new PeerAway(peer, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            dialled.cancel(false);
            throw new PeerAway(peer, e);
        }
    }

    private synchronized WebSocketClient client() {
        WebSocketClient made = client;
        if (made == null) {
            made = vertx.createWebSocketClient(link.client());
            client = made;
        }
        return made;
    }

    /** A machine that is gone says nothing: the pings find out, at both ends. */
    private void keepAlive(WebSocket socket) {
        vertx.setPeriodic(
                PING,
                timer -> {
                    if (socket.isClosed()) {
                        vertx.cancelTimer(timer);
                    } else {
                        socket.writePing(Buffer.buffer());
                    }
                });
    }
}
