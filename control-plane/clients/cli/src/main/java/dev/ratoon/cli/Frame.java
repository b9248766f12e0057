package dev.ratoon.cli;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One frame of a byte stream to a process in a sandbox: a binary message of the WebSocket. Data and
 * stderr are paid for with credit, {@link #WINDOW} bytes at the start, and more when it is granted.
 */
sealed interface Frame {
    int WINDOW = 256 << 10;
    int LARGEST = 32 << 10;

    byte[] bytes();

    @SuppressWarnings("ArrayRecordComponent") // a piece of a stream, never compared
    record Bytes(byte[] content) implements Frame {
        @Override
        public byte[] bytes() {
            return tagged(0, content);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // a piece of a stream, never compared
    record Stderr(byte[] content) implements Frame {
        @Override
        public byte[] bytes() {
            return tagged(1, content);
        }
    }

    record Eof() implements Frame {
        @Override
        public byte[] bytes() {
            return tagged(2, new byte[0]);
        }
    }

    record Resize(int columns, int rows) implements Frame {
        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(5)
                    .put((byte) 3)
                    .putShort((short) columns)
                    .putShort((short) rows)
                    .array();
        }
    }

    record Signal(String name) implements Frame {
        @Override
        public byte[] bytes() {
            return tagged(4, name.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The last one: how the process ended. */
    record Exit(int code) implements Frame {
        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(5).put((byte) 5).putInt(code).array();
        }
    }

    record Credit(int more) implements Frame {
        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(5).put((byte) 6).putInt(more).array();
        }
    }

    /** The last one of a stream that could not go on. */
    record Refused(String words) implements Frame {
        @Override
        public byte[] bytes() {
            return tagged(7, words.getBytes(StandardCharsets.UTF_8));
        }
    }

    static Frame of(ByteBuffer message) throws IOException {
        ByteBuffer in = message.slice();
        try {
            byte kind = in.get();
            return switch (kind) {
                case 0 -> new Bytes(rest(in));
                case 1 -> new Stderr(rest(in));
                case 2 -> new Eof();
                case 3 -> new Resize(in.getShort() & 0xffff, in.getShort() & 0xffff);
                case 4 -> new Signal(new String(rest(in), StandardCharsets.US_ASCII));
                case 5 -> new Exit(in.getInt());
                case 6 -> new Credit(in.getInt());
                case 7 -> new Refused(new String(rest(in), StandardCharsets.UTF_8));
                default -> throw new IOException("a frame of a kind that is not known: " + kind);
            };
        } catch (BufferUnderflowException e) {
            throw new IOException("a frame is cut off", e);
        }
    }

    private static byte[] rest(ByteBuffer in) throws IOException {
        if (in.remaining() > LARGEST) {
            throw new IOException("a frame is longer than " + LARGEST + " bytes");
        }
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    private static byte[] tagged(int kind, byte[] content) {
        return ByteBuffer.allocate(1 + content.length).put((byte) kind).put(content).array();
    }
}
