package dev.ratoon.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** What a runner sends as binary messages of the control connection. */
public sealed interface Upstream {
    byte ENTRY = 1;
    byte CHUNK = 2;

    /** The bytes of the message. */
    byte[] bytes();

    /**
     * One entry of the outbox.
     *
     * @param n its number: 1, 2, 3 ... without a gap in one outbox
     * @param type a type of {@link Reported}, or a newer one's
     * @param payload JSON, as the runner wrote it
     */
    @SuppressWarnings("ArrayRecordComponent") // its bytes are compared by equals below
    record Entry(long n, String type, byte[] payload) implements Upstream {
        @Override
        public byte[] bytes() {
            byte[] name = type.getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(1 + 8 + 1 + name.length + payload.length)
                    .put(ENTRY)
                    .putLong(n)
                    .put((byte) name.length)
                    .put(name)
                    .put(payload)
                    .array();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entry that
                    && n == that.n
                    && type.equals(that.type)
                    && Arrays.equals(payload, that.payload);
        }

        @Override
        public int hashCode() {
            return Objects.hash(n, type, Arrays.hashCode(payload));
        }
    }

    /**
     * A piece of a message that is still being said: for those who watch now. The same text comes
     * again in a record.
     *
     * @param kind {@code text}, {@code thought} or {@code output}
     * @param offset where in the message's characters (UTF-16) the piece begins
     */
    record Chunk(String message, String kind, long offset, String text) implements Upstream {
        @Override
        public byte[] bytes() {
            byte[] id = message.getBytes(StandardCharsets.US_ASCII);
            byte[] what = kind.getBytes(StandardCharsets.US_ASCII);
            byte[] said = text.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.allocate(1 + 1 + id.length + 1 + what.length + 8 + said.length)
                    .put(CHUNK)
                    .put((byte) id.length)
                    .put(id)
                    .put((byte) what.length)
                    .put(what)
                    .putLong(offset)
                    .put(said)
                    .array();
        }
    }

    static Upstream of(ByteBuffer message) throws Malformed {
        ByteBuffer in = message.slice();
        try {
            return switch (in.get()) {
                case ENTRY -> {
                    long n = in.getLong();
                    String type = text(in, in.get() & 0xff, true);
                    byte[] payload = new byte[in.remaining()];
                    in.get(payload);
                    yield new Entry(n, type, payload);
                }
                case CHUNK -> {
                    String id = text(in, in.get() & 0xff, true);
                    String kind = text(in, in.get() & 0xff, true);
                    long offset = in.getLong();
                    yield new Chunk(id, kind, offset, text(in, in.remaining(), false));
                }
                default -> throw new Malformed("unknown kind of binary message");
            };
        } catch (java.nio.BufferUnderflowException e) {
            throw new Malformed("a binary message is cut off");
        }
    }

    private static String text(ByteBuffer in, int length, boolean plain) throws Malformed {
        if (length > in.remaining()) {
            throw new Malformed("a binary message is cut off");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (plain && !text.matches("[A-Za-z0-9._:-]{1,100}")) {
            throw new Malformed("a name in a binary message is not plain");
        }
        return text;
    }
}
