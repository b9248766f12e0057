package dev.ratoon.controlplane.sockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One connection over loopback, and a sender who does not care. */
class WaitingMessagesIT {
    private static final int MEBIBYTE = 1 << 20;
    private static final int MANY = 48;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Socket> accepted = new CompletableFuture<>();
    private WebSocket sender;

    @BeforeEach
    void connect() throws Exception {
        var options =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setMaxWebSocketFrameSize(MEBIBYTE)
                        .setMaxWebSocketMessageSize(MEBIBYTE);
        HttpServer server =
                vertx.createHttpServer(options)
                        .requestHandler(
                                request ->
                                        request.toWebSocket()
                                                .onSuccess(
                                                        socket ->
                                                                accepted.complete(
                                                                        new Socket(
                                                                                socket,
                                                                                Vertx
                                                                                        .currentContext()))))
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
        sender =
                vertx.createWebSocketClient()
                        .connect(server.actualPort(), "127.0.0.1", "/")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void end() {
        vertx.close();
    }

    @Test
    void largeMessagesThatNobodyReceivesYetDoNotFillMemoryAndNoneIsLost() throws Exception {
        for (int i = 0; i < MANY; i++) {
            byte[] bytes = new byte[MEBIBYTE];
            bytes[0] = (byte) i;
            var _ = sender.writeBinaryMessage(Buffer.buffer(bytes));
        }
        Socket socket = accepted.get(60, TimeUnit.SECONDS);

        assertTrue(settled(socket) <= 3 * MEBIBYTE, socket.waiting() + " bytes wait");
        for (int i = 0; i < MANY; i++) {
            var next = (Socket.Message.Binary) socket.receive(Duration.ofSeconds(60));
            assertEquals(i, next.bytes()[0]);
        }
    }

    /** How much waits when no more comes. */
    private static long settled(Socket socket) {
        long before = -1;
        long quiet = System.nanoTime();
        while (System.nanoTime() - quiet < 500_000_000L) {
            long now = socket.waiting();
            if (now != before || now == 0) {
                before = now;
                quiet = System.nanoTime();
            }
            LockSupport.parkNanos(10_000_000);
        }
        return before;
    }
}
