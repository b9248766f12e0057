package dev.ratoon.runner.outbox;

import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;

/** Where everything that happens here is told. Threads: any. */
public interface Ledger {
    /** Kept until the log has it; waits when there is no room. */
    void report(Reported reported);

    /** For those who watch now; lost when nobody does. */
    void show(Upstream.Chunk chunk);

    /** Waits until all that was reported is safe. */
    void sync() throws InterruptedException;
}
