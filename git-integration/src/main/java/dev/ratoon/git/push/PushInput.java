package dev.ratoon.git.push;

import dev.ratoon.git.pack.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a client sends: first what it wants, then a pack. The pack is put into a file, so that it is
 * looked at as a whole before anything is made of it.
 */
final class PushInput extends InputStream {
    /**
     * More than is taken is still read, so that a client that only listens at its end hears why.
     */
    private static final int PATIENCE = 8;

    private final InputStream client;
    private InputStream now;

    PushInput(InputStream client) {
        this.client = client;
        this.now = client;
    }

    /** From here on it is the pack that is read. */
    void pack(Path file, long most) throws IOException {
        long size = 0;
        byte[] some = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = client.read(some); n >= 0; n = client.read(some)) {
                size += n;
                if (size > most * PATIENCE) {
                    break;
                }
                if (size <= most) {
                    out.write(some, 0, n);
                }
            }
        }
        if (size > most) {
            throw new Refusal.Thrown(
                    Refusal.size(
                            "The push brings more than %s at once: leave out what need not be kept, or push fewer commits at a time."
                                    .formatted(Bytes.words(most))));
        }
        now = Files.newInputStream(file);
    }

    @Override
    public int read() throws IOException {
        return now.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return now.read(into, offset, length);
    }

    /** What the client still sends is left to the server, which answers before it looks at it. */
    @Override
    public void close() throws IOException {
        if (!now.equals(client)) {
            now.close();
        }
    }
}
