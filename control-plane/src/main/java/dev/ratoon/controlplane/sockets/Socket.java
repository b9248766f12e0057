package dev.ratoon.controlplane.sockets;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket for virtual threads: any number may send, one receives. No more is taken from the
 * network while much waits to be received; a send waits while the network is behind by more than
 * {@link #UNDER_WAY}, so that a fast stream does not wait for the network with each message.
 */
public final class Socket {
    private static final Duration STUCK = Duration.ofSeconds(30);
    private static final int AHEAD = 64;

    /** How many bytes may wait to be received before no more are taken. */
    private static final int MOST_WAITING = 1 << 20;

    /** Bytes that were handed over and that the network has not taken. */
    private static final int UNDER_WAY = 128 << 10;

    private final WebSocketBase socket;
    private final Context context;
    private final LinkedBlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(UNDER_WAY, true);
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicInteger messages = new AtomicInteger();

    /** Whether nothing is taken from the network; changed by the event loop alone. */
    private volatile boolean held;

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
        socket.textMessageHandler(text -> came(new Message.Text(text)));
        socket.binaryMessageHandler(bytes -> came(new Message.Binary(bytes.getBytes())));
        socket.exceptionHandler(_ -> ended());
        socket.closeHandler(_ -> ended());
        socket.resume();
    }

    private void came(Message message) {
        long bytes = waiting.addAndGet(size(message));
        int count = messages.incrementAndGet();
        if ((count >= AHEAD || bytes > MOST_WAITING) && !held) {
            held = true;
            socket.pause();
        }
        // Last, so that whoever takes it out sees that more must be asked for.
        inbox.add(message);
    }

    private void received(Message message) {
        if (message instanceof Message.Closed) {
            return;
        }
        long bytes = waiting.addAndGet(-size(message));
        int left = messages.decrementAndGet();
        if (held && bytes <= MOST_WAITING / 2 && left <= AHEAD / 2) {
            context.runOnContext(_ -> goOn());
        }
    }

    private void goOn() {
        if (held) {
            held = false;
            socket.resume();
        }
    }

    long waiting() {
        return waiting.get();
    }

    private static long size(Message message) {
        return switch (message) {
            case Message.Text(String text) -> text.length();
            case Message.Binary(byte[] bytes) -> bytes.length;
            case Message.Closed _ -> 0;
        };
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
        if (next != null) {
            received(next);
        }
        return next;
    }

    public Message receive() throws InterruptedException {
        Message next = inbox.take();
        received(next);
        return next;
    }

    /** What has come already. */
    public boolean hasMore() {
        return !inbox.isEmpty();
    }

    public void send(String text) throws SocketClosed {
        write(text.length(), () -> socket.writeTextMessage(text));
    }

    public void send(byte[] bytes) throws SocketClosed {
        write(bytes.length, () -> socket.writeBinaryMessage(Buffer.buffer(bytes)));
    }

    /**
     * Waits for room, not for the network. What a closed connection has not taken fails, which
     * makes room too: so nobody waits for one that is gone.
     */
    private void write(int length, Supplier<Future<Void>> write) throws SocketClosed {
        int taken = Math.clamp(length, 1, UNDER_WAY);
        try {
            if (!room.tryAcquire(taken, STUCK.toSeconds(), TimeUnit.SECONDS)) {
                close(1008, "the other side does not read");
                throw new SocketClosed("the other side does not read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketClosed("interrupted");
        }
        if (over) {
            throw new SocketClosed("the connection is closed");
        }
        context.runOnContext(
                _ -> {
                    try {
                        write.get().onComplete(_ -> room.release(taken));
                    } catch (IllegalStateException e) {
                        // It is closed; the next sender is told.
                        room.release(taken);
                    }
                });
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
