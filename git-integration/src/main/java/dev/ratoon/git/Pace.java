package dev.ratoon.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How slowly a host may answer. Each silence is bounded where it is read; a host that ends every
 * one of them with a byte would be waited for without an end. What counts is the time that we wait
 * for it, not what we do with its bytes. Threads: one.
 */
public final class Pace {
    private static final int PATIENCE = 5;

    /** What git says to be heard while it packs is less: for that there is the patience. */
    private static final long LEAST = 64 << 10;

    private final Duration within;
    private final long least;
    private final String missed;
    private long waited;
    private long came;

    private Pace(Duration within, long least, String missed) {
        this.within = within;
        this.least = least;
        this.missed = missed;
    }

    /** Of a host that may be silent for so long: 64 KiB in five times that, or its end. */
    public static Pace of(Duration silence) {
        Duration within = silence.multipliedBy(PATIENCE);
        return new Pace(
                within,
                LEAST,
                "less than %d KiB in %d s".formatted(LEAST >> 10, within.toSeconds()));
    }

    /** Of a TLS handshake: all of it in that time, however much it is. */
    public static Pace ofHandshake(Duration time) {
        return new Pace(
                time,
                Long.MAX_VALUE,
                "its TLS handshake was not over after %d s".formatted(time.toSeconds()));
    }

    /** What a person is told of it. */
    public static final class TooSlow extends SocketTimeoutException {
        private static final long serialVersionUID = 1L;

        private TooSlow(String missed) {
            super(missed);
        }

        public String words() {
            return "answers too slowly (" + getMessage() + ")";
        }
    }

    /** Reads, and fails where it would go on like this without an end. */
    public int read(InputStream in, byte[] into, int offset, int length) throws IOException {
        long began = System.nanoTime();
        int read = in.read(into, offset, length);
        if (read >= 0) {
            took(System.nanoTime() - began, read);
        }
        return read;
    }

    void took(long nanos, int bytes) throws TooSlow {
        waited += nanos;
        came += bytes;
        if (came >= least) {
            waited = 0;
            came = 0;
        } else if (waited > within.toNanos()) {
            throw new TooSlow(missed);
        }
    }
}
