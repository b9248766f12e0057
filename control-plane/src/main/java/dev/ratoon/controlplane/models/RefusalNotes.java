package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes into an agent's log which calls were refused. Whoever is refused for the same rule again
 * and again is told each time; it is noted at once, then after a minute, after two, and so on up to
 * an hour, each time with how many there were between. Safe for many threads.
 */
@Singleton
class RefusalNotes {
    private static final Logger LOG = Logger.getLogger(RefusalNotes.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 5_000;
    private static final int LONGEST_WORDS = 500;

    private final LogStore log;
    private final Clock clock;
    private final Map<Key, Noted> noted = new LinkedHashMap<>();

    RefusalNotes(LogStore log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    private record Key(UUID agent, String rule) {}

    private record Noted(Instant at, Duration silent, long since) {
        boolean isOver(Instant now) {
            return !now.isBefore(at.plus(silent));
        }

        /** One that has long stopped begins anew. */
        Noted next(Instant now) {
            boolean stopped = now.isAfter(at.plus(silent).plus(LONGEST));
            Duration longer = silent.multipliedBy(2);
            return new Noted(
                    now,
                    stopped ? FIRST : longer.compareTo(LONGEST) > 0 ? LONGEST : longer,
                    0);
        }
    }

    /**
     * @param provider a known one, or null
     */
    void refused(UUID agent, Refused refused, @Nullable String provider) {
        OptionalLong before = countNow(new Key(agent, refused.rule()));
        if (before.isEmpty()) {
            return;
        }
        String words = refused.words();
        var event =
                new ObservedEvent.ModelRefused(
                        refused.rule(),
                        provider,
                        words.substring(0, Math.min(LONGEST_WORDS, words.length())),
                        before.getAsLong());
        try {
            log.append(agent, _ -> List.of(NewEvent.of(event)));
        } catch (Failure e) {
            LOG.warnf("A refused call of agent %s is not noted: %s", agent, e.getMessage());
        }
    }

    /** How many there were since the last note, if this one is to be noted. */
    private synchronized OptionalLong countNow(Key key) {
        Instant now = clock.instant();
        Noted last = noted.get(key);
        if (last != null && !last.isOver(now)) {
            noted.put(key, new Noted(last.at(), last.silent(), last.since() + 1));
            return OptionalLong.empty();
        }
        noted.remove(key);
        noted.put(key, last == null ? new Noted(now, FIRST, 0) : last.next(now));
        if (noted.size() > MOST_REMEMBERED) {
            noted.remove(noted.keySet().iterator().next());
        }
        return OptionalLong.of(last == null ? 0 : last.since());
    }
}
