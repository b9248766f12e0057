package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.life.ObservedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which calls that cost nothing are noted: one a minute of each agent and status, so that no log
 * grows by what nobody pays for. Safe for many threads.
 */
final class CostingNothing {
    private static final Duration SILENT = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 5_000;

    private final Clock clock;
    private final Map<Key, Instant> noted = new LinkedHashMap<>();

    CostingNothing(Clock clock) {
        this.clock = clock;
    }

    private record Key(UUID agent, int status) {}

    /** Always so of a call that has used something. */
    synchronized boolean isNoted(UUID agent, ObservedEvent.ModelCalled call) {
        if (call.input() > 0 || call.output() > 0) {
            return true;
        }
        var key = new Key(agent, call.status());
        Instant now = clock.instant();
        Instant last = noted.get(key);
        if (last != null && now.isBefore(last.plus(SILENT))) {
            return false;
        }
        noted.remove(key);
        noted.put(key, now);
        if (noted.size() > MOST_REMEMBERED) {
            noted.remove(noted.keySet().iterator().next());
        }
        return true;
    }
}
