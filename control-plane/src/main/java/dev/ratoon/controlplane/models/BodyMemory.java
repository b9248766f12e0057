package dev.ratoon.controlplane.models;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Where the bodies of all calls lie, which together have a bound. Only what has come takes a place:
 * what somebody says that it will send takes none. Safe for many threads.
 */
final class BodyMemory {
    private static final int PIECE = 64 << 10;

    private final long mostOfOne;
    private final Duration patience;
    private final Semaphore pieces;

    /**
     * @param patience how long a piece waits for a place
     */
    BodyMemory(long mostOfOne, long mostOfAll, Duration patience) {
        this.mostOfOne = mostOfOne;
        this.patience = patience;
        this.pieces = new Semaphore(Math.toIntExact(Math.max(1, mostOfAll / PIECE)), true);
    }

    /** A length that is claimed, before anything has come. */
    void mayBe(long length) throws Refused {
        if (length > mostOfOne) {
            throw tooLarge();
        }
    }

    /** All of it, in memory; whoever has it must release it. */
    Body read(InputStream in) throws IOException, InterruptedException, Refused {
        var body = new Body(pieces);
        boolean whole = false;
        try {
            byte[] buffer = new byte[PIECE];
            for (int read = in.readNBytes(buffer, 0, PIECE);
                    read > 0;
                    read = in.readNBytes(buffer, 0, PIECE)) {
                if (body.length() + read > mostOfOne) {
                    throw tooLarge();
                }
                if (!pieces.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw Refused.busy(
                            503,
                            "The model gateway has no memory left for the bodies of calls: try"
                                    + " again in a minute. Whoever operates Ratoon can give it"
                                    + " more: ratoon.models.memory");
                }
                body.add(Arrays.copyOf(buffer, read));
            }
            whole = true;
            return body;
        } finally {
            if (!whole) {
                body.close();
            }
        }
    }

    int free() {
        return pieces.availablePermits();
    }

    private Refused tooLarge() {
        return Refused.tooLarge(
                "The body of this call is larger than "
                        + mostOfOne
                        + " bytes: send less at a time. Whoever operates Ratoon can raise it:"
                        + " ratoon.models.largest-request");
    }
}
