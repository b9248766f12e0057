package dev.ratoon.controlplane.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What passes one side of something: bytes, events, and the longest silence. Threads: any. */
final class Traffic {
    private final LongAdder bytes = new LongAdder();
    private final LongAdder lines = new LongAdder();
    private final AtomicLong longest = new AtomicLong();

    /** How much has passed so far; a server-sent event of ours is two lines. */
    record Sum(long bytes, long events) {
        Sum since(Sum before) {
            return new Sum(bytes - before.bytes, events - before.events);
        }
    }

    Sum sum() {
        return new Sum(bytes.sum(), lines.sum() / 2);
    }

    /** The silences before do not count. */
    void forgetGaps() {
        longest.set(0);
    }

    double longestGapMillis() {
        return longest.get() / 1e6;
    }

    /** One stream of it. One thread. */
    static final class Gaps {
        private final Traffic traffic;
        private long last;

        Gaps(Traffic traffic) {
            this.traffic = traffic;
        }

        void passed(byte[] piece, int length) {
            long now = System.nanoTime();
            if (last != 0) {
                traffic.longest.accumulateAndGet(now - last, Math::max);
            }
            last = now;
            int ends = 0;
            for (int i = 0; i < length; i++) {
                if (piece[i] == '\n') {
                    ends++;
                }
            }
            traffic.lines.add(ends);
            traffic.bytes.add(length);
        }
    }
}
