package dev.ratoon.runner.websocket;

import dev.ratoon.runner.wire.Closing;
import dev.ratoon.runner.wire.Endpoint;
import dev.ratoon.runner.wire.Threads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection. Threads: one receives, any send; a sender waits while the other side is slow. A
 * side that says nothing for {@code PATIENCE}, not even a pong, is taken for gone.
 */
public final class WebSocket implements AutoCloseable {
    private static final Duration TO_OPEN = Duration.ofSeconds(10);
    private static final Duration PING_EVERY = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final SecureRandom LUCK = new SecureRandom();

    private final SocketChannel channel;
    private final FrameIn in;
    private final int largest;
    private final ReentrantLock sending = new ReentrantLock();
    private volatile long heardAt = System.nanoTime();
    private volatile boolean open;

    private WebSocket(SocketChannel channel, int largest) {
        this.channel = channel;
        this.in = new FrameIn(channel);
        this.largest = largest;
    }

    /** Opens one; messages that come in may be so large. */
    public static WebSocket open(
            Endpoint server, String path, Map<String, String> headers, int largest)
            throws IOException {
        SocketChannel channel = server.dial();
        var socket = new WebSocket(channel, largest);
        Thread watch =
                Threads.virtual(
                        "handshake watch",
                        () -> {
                            Thread.sleep(TO_OPEN);
                            channel.close();
                        });
        try {
            byte[] nonce = new byte[16];
            LUCK.nextBytes(nonce);
            Handshake.make(channel, socket.in, path, headers, nonce);
        } catch (IOException e) {
            Closing.quietly(channel);
            throw e;
        } finally {
            watch.interrupt();
        }
        socket.open = true;
        Threads.virtual("keep alive", socket::keepAlive);
        return socket;
    }

    public void text(String text) throws IOException {
        send(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public void binary(byte[] bytes) throws IOException {
        send(Opcode.BINARY, bytes);
    }

    /** The next message; after Closed there is none. */
    public Message receive() {
        try {
            return message();
        } catch (Violation e) {
            close(e.code(), String.valueOf(e.getMessage()));
            return new Message.Closed(e.code(), "this side: " + e.getMessage());
        } catch (IOException e) {
            close();
            return new Message.Closed(1006, String.valueOf(e.getMessage()));
        }
    }

    private Message message() throws IOException, Violation {
        var whole = new ByteArrayOutputStream(0);
        int kind = Opcode.CONTINUATION;
        while (true) {
            FrameIn.Frame frame = in.next(largest - whole.size());
            heardAt = System.nanoTime();
            switch (frame.opcode()) {
                case Opcode.PING -> send(Opcode.PONG, frame.payload());
                case Opcode.PONG -> {}
                case Opcode.CLOSE -> {
                    return closed(frame.payload());
                }
                default -> {
                    boolean begins = frame.opcode() != Opcode.CONTINUATION;
                    if (begins != (kind == Opcode.CONTINUATION)) {
                        throw new Violation(1002, "the pieces of a message are out of order");
                    }
                    kind = begins ? frame.opcode() : kind;
                    if (begins && frame.last()) {
                        return whole(kind, frame.payload());
                    }
                    whole.writeBytes(frame.payload());
                    if (frame.last()) {
                        return whole(kind, whole.toByteArray());
                    }
                }
            }
        }
    }

    private static Message whole(int kind, byte[] payload) throws Violation {
        if (kind == Opcode.BINARY) {
            return new Message.Binary(ByteBuffer.wrap(payload));
        }
        try {
            return new Message.Text(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(payload))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new Violation(1007, "a text message is not UTF-8");
        }
    }

    private Message closed(byte[] payload) {
        int code = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        String reason =
                payload.length < 2
                        ? ""
                        : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        close(maySend(code) ? code : 1000, "");
        return new Message.Closed(code, reason);
    }

    private static boolean maySend(int code) {
        return (code >= 1000 && code < 1015 && code != 1005 && code != 1006)
                || (code >= 3000 && code < 5000);
    }

    private void send(int opcode, byte[] payload) throws IOException {
        sending.lock();
        try {
            write(opcode, payload);
        } finally {
            sending.unlock();
        }
    }

    private void write(int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = FrameOut.of(opcode, payload, LUCK.nextInt());
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    private void keepAlive() throws IOException, InterruptedException {
        while (open) {
            Thread.sleep(PING_EVERY);
            if (System.nanoTime() - heardAt > PATIENCE.toNanos()) {
                close();
            } else if (open && sending.tryLock()) {
                // Who sends now keeps it alive as well, and must not be waited for here.
                try {
                    write(Opcode.PING, new byte[0]);
                } finally {
                    sending.unlock();
                }
            }
        }
    }

    /**
     * Says goodbye and lets the other side read what was sent: it answers, and then receive tells
     * Closed. To close at once would throw away what is still on its way.
     */
    public void finish() {
        try {
            send(Opcode.CLOSE, new byte[] {1000 >> 8, (byte) 1000});
            Threads.virtual(
                    "goodbye",
                    () -> {
                        Thread.sleep(TO_OPEN);
                        close();
                    });
        } catch (IOException e) {
            close();
        }
    }

    /** Says goodbye if nobody is in the middle of a message, and closes. */
    public void close(int code, String reason) {
        if (open && sending.tryLock()) {
            try {
                byte[] words = reason.getBytes(StandardCharsets.UTF_8);
                int length = Math.min(words.length, 123);
                write(
                        Opcode.CLOSE,
                        ByteBuffer.allocate(2 + length)
                                .putShort((short) code)
                                .put(words, 0, length)
                                .array());
            } catch (IOException e) {
                // It is closed anyway.
                open = false;
            } finally {
                sending.unlock();
            }
        }
        close();
    }

    @Override
    public void close() {
        open = false;
        Closing.quietly(channel);
    }
}
