package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.protocol.Protocol;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
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
    private @Nullable HttpServer server;

    RunnerListener(Vertx vertx, RunnersConfig config, Instance<Door> doors) {
        this.vertx = vertx;
        this.config = config;
        this.doors = doors;
    }

    /** What answers below one path. */
    public interface Door {
        boolean opens(String path);

        /** On a virtual thread of its own; the connection is closed when it returns. */
        void enter(Caller caller, Socket socket) throws InterruptedException;
    }

    /** Who calls, as far as the handshake tells; nothing is checked yet. */
    public record Caller(String path, @Nullable String query, @Nullable String authorization) {
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
                        .onSuccess(socket -> welcome(socket, door))
                        .onFailure(e -> LOG.debugf(e, "A caller left before the upgrade"));
                return;
            }
        }
        request.response().setStatusCode(404).end();
    }

    private static void welcome(ServerWebSocket socket, Door door) {
        Context context = Vertx.currentContext();
        var caller =
                new Caller(socket.path(), socket.query(), socket.headers().get("Authorization"));
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
