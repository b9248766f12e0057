package dev.ratoon.git.upstream;

import dev.ratoon.git.Pace;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;

/**
 * A connection whose other side has a pace, below TLS: a record of it that never gets whole is
 * waited for there, and nobody above it is asked meanwhile. Threads: one reads.
 */
final class PacedSocket extends Socket {
    private Pace pace;

    PacedSocket(Pace first) {
        super(Proxy.NO_PROXY);
        this.pace = first;
    }

    /** From now on at another one. */
    void goOn(Pace next) {
        pace = next;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return pace.read(in, into, offset, length);
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }
        };
    }
}
