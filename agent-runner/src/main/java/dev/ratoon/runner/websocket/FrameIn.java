package dev.ratoon.runner.websocket;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads frames of a server. Threads: one. */
final class FrameIn {
    /**
     * One frame as it came.
     *
     * @param last whether the message ends with it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(boolean last, int opcode, byte[] payload) {}

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(8 << 10).limit(0);

    FrameIn(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /** The next frame, which has room for so many bytes. */
    Frame next(int room) throws IOException, Violation {
        int first = octet();
        int second = octet();
        int opcode = first & 0x0f;
        boolean last = (first & 0x80) != 0;
        if ((first & 0x70) != 0 || !Opcode.isKnown(opcode)) {
            throw new Violation(1002, "a frame with unknown bits");
        }
        if ((second & 0x80) != 0) {
            throw new Violation(1002, "a server masks nothing");
        }
        long length = second & 0x7f;
        if (Opcode.isControl(opcode) && (length > 125 || !last)) {
            throw new Violation(1002, "a control frame that is long or in pieces");
        }
        if (length == 126) {
            length = number(2);
        } else if (length == 127) {
            length = number(8);
        }
        if (length < 0 || (!Opcode.isControl(opcode) && length > room)) {
            throw new Violation(1009, "a message is longer than the limit");
        }
        byte[] payload = new byte[(int) length];
        fill(ByteBuffer.wrap(payload));
        return new Frame(last, opcode, payload);
    }

    /** One line of the handshake, without its end. */
    String line(int longest) throws IOException {
        var line = new StringBuilder();
        for (int c = octet(); c != '\n'; c = octet()) {
            if (line.length() >= longest) {
                throw new IOException("a line of the answer is too long");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    private long number(int octets) throws IOException {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = number << 8 | octet();
        }
        return number;
    }

    private int octet() throws IOException {
        if (!buffer.hasRemaining()) {
            more();
        }
        return buffer.get() & 0xff;
    }

    private void fill(ByteBuffer into) throws IOException {
        int buffered = Math.min(into.remaining(), buffer.remaining());
        into.put(into.position(), buffer, buffer.position(), buffered);
        into.position(into.position() + buffered);
        buffer.position(buffer.position() + buffered);
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("the connection ended inside a frame");
            }
        }
    }

    private void more() throws IOException {
        buffer.clear();
        int read = channel.read(buffer);
        buffer.flip();
        if (read < 0) {
            throw new EOFException("the connection ended");
        }
    }
}
