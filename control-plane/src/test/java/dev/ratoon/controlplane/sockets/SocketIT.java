package dev.ratoon.controlplane.sockets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketBase;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SocketIT {
    private static final int MANY = 10_000;
    private static final byte[] LARGE = new byte[32 << 10];

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Socket> accepted = new CompletableFuture<>();
    private WebSocket peer;

    @BeforeEach
    void connect() throws Exception {
        int port =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                        .requestHandler(request -> request.toWebSocket().onSuccess(this::accept))
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get()
                        .actualPort();
        peer =
                vertx.createWebSocketClient()
                        .connect(port, "127.0.0.1", "/")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get();
    }

    private void accept(WebSocketBase socket) {
        accepted.complete(new Socket(socket, Vertx.currentContext()));
    }

    @AfterEach
    void end() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void whatOneSendsArrivesWholeAndInOrder() throws Exception {
        var next = new AtomicInteger();
        var all = new CountDownLatch(MANY);
        peer.binaryMessageHandler(
                bytes -> {
                    if (bytes.getInt(0) == next.get()) {
                        next.incrementAndGet();
                    }
                    all.countDown();
                });
        Socket socket = accepted.get();
        for (int i = 0; i < MANY; i++) {
            socket.send(ByteBuffer.allocate(4).putInt(i).array());
        }
        assertTrue(all.await(30, TimeUnit.SECONDS));
        assertEquals(MANY, next.get());
    }

    @Test
    void allThatComesIsReceivedHoweverMuchItIs() throws Exception {
        for (int i = 0; i < MANY; i++) {
            peer.writeBinaryMessage(Buffer.buffer().appendInt(i));
        }
        Socket socket = accepted.get();
        for (int i = 0; i < MANY; i++) {
            var message = (Socket.Message.Binary) socket.receive(Duration.ofSeconds(30));
            assertArrayEquals(ByteBuffer.allocate(4).putInt(i).array(), message.bytes());
        }
    }

    @Test
    void aSenderIsHeldByWhoDoesNotReadAndToldWhenThatOneLeaves() throws Exception {
        peer.pause();
        Socket socket = accepted.get();
        var sent = new AtomicInteger();
        var told = new CompletableFuture<SocketClosed>();
        Thread sender =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        for (int i = 0; i < MANY; i++) {
                                            socket.send(LARGE);
                                            sent.incrementAndGet();
                                        }
                                    } catch (SocketClosed e) {
                                        told.complete(e);
                                    }
                                });
        // It may fill what the kernel keeps for both ends, and its own room; not all 320 MB.
        assertFalse(sender.join(Duration.ofSeconds(2)), () -> sent + " messages were taken");
        peer.resume();
        peer.close();
        told.get(20, TimeUnit.SECONDS);
    }
}
