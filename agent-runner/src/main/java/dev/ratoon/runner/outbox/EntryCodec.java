package dev.ratoon.runner.outbox;

import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Upstream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/** An entry in a file: its length, its checksum, and its bytes as they are sent. */
final class EntryCodec {
    static final int HEAD = 8;
    private static final int LONGEST = 2 << 20;

    private EntryCodec() {}

    static byte[] encode(Upstream.Entry entry) {
        byte[] bytes = entry.bytes();
        return ByteBuffer.allocate(HEAD + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .put(bytes)
                .array();
    }

    /** The entry at this place of the file; empty when there is no whole one. */
    static Optional<Upstream.Entry> read(FileChannel file, long position) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        if (!fill(file, head, position)) {
            return Optional.empty();
        }
        int length = head.getInt(0);
        if (length < 1 || length > LONGEST) {
            return Optional.empty();
        }
        ByteBuffer body = ByteBuffer.allocate(length);
        if (!fill(file, body, position + HEAD) || checksum(body.array()) != head.getInt(4)) {
            return Optional.empty();
        }
        try {
            return Upstream.of(body.flip()) instanceof Upstream.Entry entry
                    ? Optional.of(entry)
                    : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    static int size(Upstream.Entry entry) {
        return HEAD + 1 + 8 + 1 + entry.type().length() + entry.payload().length;
    }

    private static boolean fill(FileChannel file, ByteBuffer into, long from) throws IOException {
        long position = from;
        while (into.hasRemaining()) {
            int read = file.read(into, position);
            if (read < 0) {
                return false;
            }
            position += read;
        }
        return true;
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
