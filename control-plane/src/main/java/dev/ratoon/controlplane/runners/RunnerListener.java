package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.protocol.Protocol;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The port that sandboxes reach, apart from the one for people: nothing of the API answers on it,
 * so that whatever runs in a sandbox cannot even ask. Each WebSocket gets a virtual thread.
 */
@Singleton
public class RunnerListener {
    private static final Logger LOG = Logger.getLogger(RunnerListener.class);

    private final Vertx vertx;
    private final RunnersConfig config;
    private final Instance<Door> doors;
    private final Callers callers;
    private @Nullable HttpServer server;

    RunnerListener(Vertx vertx, RunnersConfig config, Instance<Door> doors) {
        this.vertx = vertx;
        this.config = config;
        this.doors = doors;
        this.callers = new Callers(vertx);
    }

    /** What answers below one path. */
    public interface Door {
        boolean opens(String path);

        /** On a virtual thread of its own; the connection is closed when it returns. */
        void enter(Caller caller, Socket socket) throws InterruptedException;
    }

    /**
     * Who calls, as far as the handshake tells; nothing is checked yet.
     *
     * @param known to be run by the door that has checked it: until then its time is short
     */
    public record Caller(
            String path, @Nullable String query, @Nullable String authorization, Runnable known) {
        @Override
        public String toString() {
            return "Caller[" + path + "]";
        }
    }

    /** A port that was named is dialled by runners that this process knows nothing of yet. */
    void start(@Observes StartupEvent started) {
        if (config.port() != 0) {
            address();
        }
    }

    /** Listens, once; and says where. */
    public synchronized SandboxOrder.Address address() {
        if (server == null) {
            var options =
                    new HttpServerOptions()
                            .setHost(config.host())
                            .setPort(config.port())
                            .setMaxWebSocketFrameSize(Protocol.LARGEST_MESSAGE)
                            .setMaxWebSocketMessageSize(Protocol.LARGEST_MESSAGE)
                            .setPerMessageWebSocketCompressionSupported(false)
                            .setPerFrameWebSocketCompressionSupported(false)
                            .setHttp2ClearTextEnabled(false)
                            .setIdleTimeout(120);
            try {
                server =
                        vertx.createHttpServer(options)
                                .connectionHandler(callers::came)
                                .requestHandler(this::answer)
                                .listen()
                                .toCompletionStage()
                                .toCompletableFuture()
                                .join();
            } catch (CompletionException e) {
                throw new IllegalStateException(
                        "Runners cannot be listened to on "
                                + config.host()
                                + ":"
                                + config.port()
                                + " ("
                                + e.getCause()
                                + "). Name another port: ratoon.runners.port",
                        e);
            }
        }
        return new SandboxOrder.Address(config.host(), Objects.requireNonNull(server).actualPort());
    }

    void end(@Observes @Priority(100) ShutdownEvent ended) {
        HttpServer open = server;
        if (open != null) {
            open.close();
        }
    }

    private void answer(HttpServerRequest request) {
        for (Door door : doors) {
            if (door.opens(request.path())
                    && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
                request.toWebSocket()
                        .onSuccess(socket -> welcome(socket, door, request.connection()))
                        .onFailure(e -> LOG.debugf(e, "A caller left before the upgrade"));
                return;
            }
        }
        request.response().setStatusCode(404).putHeader("Connection", "close").end();
    }

    private void welcome(ServerWebSocket socket, Door door, HttpConnection connection) {
        Context context = Vertx.currentContext();
        var caller =
                new Caller(
                        socket.path(),
                        socket.query(),
                        socket.headers().get("Authorization"),
                        () -> callers.left(connection));
        Socket taken = new Socket(socket, context);
        Thread.ofVirtual()
                .name("runner connection")
                .start(
                        () -> {
                            try {
                                door.enter(caller, taken);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (RuntimeException e) {
                                LOG.warnf(e, "The connection at %s ended", caller.path());
                            } finally {
                                taken.close(1011, "over");
                            }
                        });
    }
}
