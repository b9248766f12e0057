package dev.ratoon.controlplane.models;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * When a refusal is to be noted: at once, then after a minute, after two, and so on up to an hour.
 * So each rule is a few events of an agent in an hour, however often it is broken. Safe for many
 * threads.
 */
final class RefusalCount {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 5_000;

    private final InstantSource clock;
    private final Map<Key, Noted> noted = new LinkedHashMap<>();

    RefusalCount(InstantSource clock) {
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
                    now, stopped ? FIRST : longer.compareTo(LONGEST) > 0 ? LONGEST : longer, 0);
        }
    }

    /**
     * How many there were since the last note, if this one is to be noted.
     *
     * @param times how many there are, this one among them
     */
    synchronized OptionalLong refused(UUID agent, String rule, long times) {
        Key key = new Key(agent, rule);
        Instant now = clock.instant();
        Noted last = noted.get(key);
        if (last != null && !last.isOver(now)) {
            noted.put(key, new Noted(last.at(), last.silent(), last.since() + times));
            return OptionalLong.empty();
        }
        noted.remove(key);
        noted.put(key, last == null ? new Noted(now, FIRST, 0) : last.next(now));
        if (noted.size() > MOST_REMEMBERED) {
            noted.remove(noted.keySet().iterator().next());
        }
        return OptionalLong.of((last == null ? 0 : last.since()) + times - 1);
    }
}
