package dev.ratoon.controlplane.models;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Where the bodies of all calls lie, which together have a bound. Only what has come takes a place:
 * what somebody says that it will send takes none. One agent has half of them at most, or what one
 * call takes. Safe for many threads.
 */
final class BodyMemory {
    private static final int PIECE = 64 << 10;

    private final long mostOfOne;
    private final Duration patience;
    private final Semaphore pieces;
    private final int mostOfAgent;
    private final Map<UUID, Integer> taken = new HashMap<>();

    /**
     * @param patience how long a piece waits for a place
     */
    BodyMemory(long mostOfOne, long mostOfAll, Duration patience) {
        this.mostOfOne = mostOfOne;
        this.patience = patience;
        int all = Math.toIntExact(Math.max(1, mostOfAll / PIECE));
        this.pieces = new Semaphore(all, true);
        this.mostOfAgent =
                Math.toIntExact(Math.max(all / 2, Math.ceilDiv(mostOfOne, (long) PIECE)));
    }

    /** A length that is claimed, before anything has come. */
    void mayBe(long length) throws Refused {
        if (length > mostOfOne) {
            throw tooLarge();
        }
    }

    /** All of it, in memory; whoever has it must release it. */
    Body read(UUID agent, InputStream in) throws IOException, InterruptedException, Refused {
        var body = new Body(held -> giveBack(agent, held));
        boolean whole = false;
        try {
            byte[] buffer = new byte[PIECE];
            for (int read = in.readNBytes(buffer, 0, PIECE);
                    read > 0;
                    read = in.readNBytes(buffer, 0, PIECE)) {
                if (body.length() + read > mostOfOne) {
                    throw tooLarge();
                }
                take(agent);
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

    private void take(UUID agent) throws InterruptedException, Refused {
        takeOwn(agent);
        boolean done = false;
        try {
            done = pieces.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!done) {
                giveBackOwn(agent, 1);
            }
        }
        if (!done) {
            throw Refused.busy(
                    503,
                    "The model gateway has no memory left for the bodies of calls: try again in a"
                            + " minute. Whoever operates Ratoon can give it more:"
                            + " ratoon.models.memory");
        }
    }

    private synchronized void takeOwn(UUID agent) throws Refused {
        int own = taken.getOrDefault(agent, 0);
        if (own >= mostOfAgent) {
            throw Refused.busy(
                    429,
                    "The bodies of this agent's calls take as much memory as one agent may have:"
                            + " wait for one of them to be sent. Whoever operates Ratoon can give"
                            + " more: ratoon.models.memory");
        }
        taken.put(agent, own + 1);
    }

    private synchronized void giveBackOwn(UUID agent, int held) {
        taken.computeIfPresent(agent, (_, own) -> own == held ? null : own - held);
    }

    private void giveBack(UUID agent, int held) {
        pieces.release(held);
        giveBackOwn(agent, held);
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
