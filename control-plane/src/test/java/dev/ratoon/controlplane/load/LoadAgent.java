package dev.ratoon.controlplane.load;

import dev.ratoon.protocol.RunnerKey;
import java.util.UUID;

/** An agent whose runner is ours: its outbox, its key, and the last record of it that was made. */
record LoadAgent(UUID id, String outbox, RunnerKey key, long last) {
    static final int INCARNATION = 1;
}
