package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Fold;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.log.LogStore;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether a log is whole, and the stored state what follows from it. */
public final class Consistency {
    private Consistency() {}

    public static void check(LogStore log, String id) {
        UUID agent = UUID.fromString(id);
        Facts stored = log.facts(agent).orElseThrow();
        Facts folded = folded(log, agent);
        Facts meanwhile = log.facts(agent).orElseThrow();
        while (!meanwhile.equals(stored)) {
            // Something was appended between the two.
            stored = meanwhile;
            folded = folded(log, agent);
            meanwhile = log.facts(agent).orElseThrow();
        }
        assertEquals(stored, folded, "the stored state is not what follows from the log");
    }

    private static @Nullable Facts folded(LogStore log, UUID agent) {
        Facts folded = null;
        long seq = 0;
        long n = 0;
        for (LogEvent event : log.read(agent, 0, 1_000_000)) {
            assertEquals(seq + 1, event.seq(), "a gap or a repeat in the log");
            seq = event.seq();
            if (event.n() > 0) {
                assertEquals(n + 1, event.n(), "a gap or a repeat in the outbox");
                n = event.n();
            }
            folded = Fold.apply(agent, folded, event);
        }
        return folded;
    }
}
