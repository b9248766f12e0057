package dev.ratoon.runner.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Messages with their length (u32) before them, on a socket. Threads: one receives, any send; each
 * waits for the socket.
 */
public final class Packets implements AutoCloseable {
    /** Nothing on these sockets is longer; a spawn request with a large environment is less. */
    public static final int LARGEST = 1 << 20;

    private final SocketChannel channel;
    private final Object sending = new Object();

    public Packets(SocketChannel channel) {
        this.channel = channel;
    }

    public void send(byte[] message) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(4 + message.length);
        out.putInt(message.length).put(message).flip();
        synchronized (sending) {
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }
    }

    /** The next message; null when the other side closed after a whole one. */
    public @Nullable ByteBuffer receive() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(4);
        if (!fill(head)) {
            return null;
        }
        int length = head.getInt(0);
        if (length < 1 || length > LARGEST) {
            throw new IOException("a packet of " + Integer.toUnsignedString(length) + " bytes");
        }
        ByteBuffer message = ByteBuffer.allocate(length);
        if (!fill(message)) {
            throw new EOFException("a packet is cut off");
        }
        return message.flip();
    }

    private boolean fill(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                if (into.position() == 0) {
                    return false;
                }
                throw new EOFException("a packet is cut off");
            }
        }
        return true;
    }

    @Override
    public void close() {
        Closing.quietly(channel);
    }
}
