package dev.ratoon.controlplane.reconcile;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What has been said of sandboxes that do not go: what is tried again is not told again. */
@Singleton
class Delays {
    private static final Duration NEXT_WORDS = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<UUID, Said> said = new ConcurrentHashMap<>();

    private record Said(String words, Instant at) {}

    Delays(Clock clock) {
        this.clock = clock;
    }

    /** Whether the log is to be told: the first time, and other words not before a while. */
    boolean isNews(UUID agent, String words) {
        Instant now = clock.instant();
        Said last = said.get(agent);
        if (last != null
                && (last.words().equals(words) || now.isBefore(last.at().plus(NEXT_WORDS)))) {
            return false;
        }
        said.put(agent, new Said(words, now));
        return true;
    }

    void over(UUID agent) {
        said.remove(agent);
    }
}
