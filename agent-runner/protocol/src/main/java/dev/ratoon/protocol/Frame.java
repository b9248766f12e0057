package dev.ratoon.protocol;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One frame of a byte stream between a person's side and a process in a sandbox: one binary message
 * of a WebSocket, or length-prefixed on a socket. Bytes and Stderr are paid for with credit: a side
 * sends no more than the other granted ({@link Protocol#WINDOW} at the start), all others are free.
 */
public sealed interface Frame {
    byte[] bytes();

    /** To the process: its input. From it: its output. */
    @SuppressWarnings("ArrayRecordComponent") // equals below
    record Bytes(byte[] content) implements Frame {
        @Override
        public byte[] bytes() {
            return tagged(0, content);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(content, that.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // equals below
    record Stderr(byte[] content) implements Frame {
        @Override
        public byte[] bytes() {
            return tagged(1, content);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Stderr that && Arrays.equals(content, that.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }
    }

    /** No more data from this side. */
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

    /** A signal for the process and those that it started: {@code INT}, {@code TERM} ... */
    record Signal(String name) implements Frame {
        @Override
        public byte[] bytes() {
            return tagged(4, name.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The last frame of a process that ended: its exit code, or 128 and the signal. */
    record Exit(int code) implements Frame {
        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(5).put((byte) 5).putInt(code).array();
        }
    }

    /** So many more bytes may be sent. */
    record Credit(int more) implements Frame {
        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(5).put((byte) 6).putInt(more).array();
        }
    }

    /** The last frame of a stream that could not go on: why, and what to do next. */
    record Refused(String words) implements Frame {
        @Override
        public byte[] bytes() {
            return tagged(7, words.getBytes(StandardCharsets.UTF_8));
        }
    }

    static Frame of(ByteBuffer message) throws Malformed {
        ByteBuffer in = message.slice();
        try {
            byte kind = in.get();
            return switch (kind) {
                case 0 -> new Bytes(rest(in));
                case 1 -> new Stderr(rest(in));
                case 2 -> new Eof();
                case 3 -> new Resize(in.getShort() & 0xffff, in.getShort() & 0xffff);
                case 4 -> new Signal(signal(rest(in)));
                case 5 -> new Exit(in.getInt());
                case 6 -> new Credit(positive(in.getInt()));
                case 7 -> new Refused(new String(rest(in), StandardCharsets.UTF_8));
                default -> throw new Malformed("unknown kind of frame: " + kind);
            };
        } catch (BufferUnderflowException e) {
            throw new Malformed("a frame is cut off");
        }
    }

    private static byte[] rest(ByteBuffer in) throws Malformed {
        if (in.remaining() > Protocol.LARGEST_FRAME) {
            throw new Malformed("a frame is longer than " + Protocol.LARGEST_FRAME + " bytes");
        }
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    private static String signal(byte[] name) throws Malformed {
        String text = new String(name, StandardCharsets.US_ASCII);
        if (!text.matches("[A-Z0-9]{1,10}")) {
            throw new Malformed("no name of a signal");
        }
        return text;
    }

    private static int positive(int more) throws Malformed {
        if (more <= 0) {
            throw new Malformed("credit is a positive number");
        }
        return more;
    }

    private static byte[] tagged(int kind, byte[] content) {
        return ByteBuffer.allocate(1 + content.length).put((byte) kind).put(content).array();
    }
}
