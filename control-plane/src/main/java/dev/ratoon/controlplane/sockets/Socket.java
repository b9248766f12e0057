package dev.ratoon.controlplane.sockets;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket for virtual threads: any number may send, one receives. A message is asked for from
 * the network only when an earlier one was received; a send waits while the network is behind.
 */
public final class Socket {
    private static final Duration STUCK = Duration.ofSeconds(30);
    private static final int AHEAD = 64;

    private final WebSocketBase socket;
    private final Context context;
    private final LinkedBlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
    private final ReentrantLock sending = new ReentrantLock();
    private volatile boolean over;

    /** What came in. */
    public sealed interface Message {
        record Text(String text) implements Message {}

        @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
        record Binary(byte[] bytes) implements Message {}

        /** The last one. */
        record Closed(int code, String reason) implements Message {}
    }

    /** Takes over the socket's handlers; must be called on its event loop. */
    public Socket(WebSocketBase socket, Context context) {
        this.socket = socket;
        this.context = context;
        socket.pause();
        socket.textMessageHandler(text -> inbox.add(new Message.Text(text)));
        socket.binaryMessageHandler(bytes -> inbox.add(new Message.Binary(bytes.getBytes())));
        socket.exceptionHandler(_ -> ended());
        socket.closeHandler(_ -> ended());
        socket.fetch(AHEAD);
    }

    private void ended() {
        if (!over) {
            over = true;
            Short code = socket.closeStatusCode();
            String reason = socket.closeReason();
            inbox.add(new Message.Closed(code == null ? 1006 : code, reason == null ? "" : reason));
        }
    }

    /** Waits for the next message; null when none came in time. After Closed nothing comes. */
    public @Nullable Message receive(Duration patience) throws InterruptedException {
        Message next = inbox.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null && !(next instanceof Message.Closed)) {
            context.runOnContext(_ -> socket.fetch(1));
        }
        return next;
    }

    public Message receive() throws InterruptedException {
        Message next = inbox.take();
        if (!(next instanceof Message.Closed)) {
            context.runOnContext(_ -> socket.fetch(1));
        }
        return next;
    }

    /** What has come already. */
    public boolean hasMore() {
        return !inbox.isEmpty();
    }

    public void send(String text) throws SocketClosed {
        write(() -> socket.writeTextMessage(text));
    }

    public void send(byte[] bytes) throws SocketClosed {
        write(() -> socket.writeBinaryMessage(Buffer.buffer(bytes)));
    }

    /** One at a time, and each until the network has taken it: so a slow peer holds its sender. */
    private void write(Supplier<Future<Void>> write) throws SocketClosed {
        sending.lock();
        try {
            if (over) {
                throw new SocketClosed("the connection is closed");
            }
            var done = new CompletableFuture<Void>();
            context.runOnContext(
                    _ -> {
                        try {
                            write.get()
                                    .onComplete(
                                            result -> {
                                                if (result.succeeded()) {
                                                    done.complete(null);
                                                } else {
                                                    done.completeExceptionally(result.cause());
                                                }
                                            });
                        } catch (RuntimeException e) {
                            done.completeExceptionally(e);
                        }
                    });
            done.get(STUCK.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new SocketClosed(String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            close(1008, "the other side does not read");
            throw new SocketClosed("the other side does not read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketClosed("interrupted");
        } finally {
            sending.unlock();
        }
    }

    public void close(int code, String reason) {
        String bounded = reason.length() > 100 ? reason.substring(0, 100) : reason;
        context.runOnContext(
                _ -> {
                    if (!socket.isClosed()) {
                        socket.close((short) code, bounded);
                    }
                });
    }
}
