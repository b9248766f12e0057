package dev.ratoon.controlplane.runners;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How often one agent may ask at a door: a bucket of as many as a minute lets through, which fills
 * all the time. It is looked at before anything is read, so that who asks too often costs nothing;
 * it is drawn from only for who has been recognised, so that nobody can empty another's. Safe for
 * many threads.
 */
public final class Pace {
    /** Buckets that are remembered; who has not asked for the longest time is full again first. */
    private static final int MOST_REMEMBERED = 10_000;

    private static final double SECONDS = 60;

    private final int aMinute;
    private final InstantSource clock;
    private final Map<UUID, Bucket> buckets = new LinkedHashMap<>();

    public Pace(int aMinute, InstantSource clock) {
        this.aMinute = Math.max(1, aMinute);
        this.clock = clock;
    }

    /**
     * What one may still ask.
     *
     * @param turnedAway how many had to wait since one went
     */
    private record Bucket(double left, Instant at, long turnedAway) {}

    /**
     * What is said to who has to wait.
     *
     * @param asked what was asked, and how
     * @param key by which the operator raises the bound
     */
    public String words(String asked, String key, Duration wait) {
        return "This agent has asked "
                + asked
                + " "
                + aMinute
                + " times within a minute, which is the most: ask again in "
                + wait.toSeconds()
                + " s. Whoever operates Ratoon can raise it: "
                + key;
    }

    /**
     * Whole seconds, at least one, if whoever this claims to be may not ask now.
     *
     * @param authorization as it came; nothing in it is believed
     */
    public Optional<Duration> mustWait(@Nullable String authorization) {
        return RunnerProof.in(authorization).flatMap(proof -> mustWait(proof.agent()));
    }

    private synchronized Optional<Duration> mustWait(UUID agent) {
        double left = left(agent, clock.instant());
        if (left >= 1) {
            return Optional.empty();
        }
        buckets.computeIfPresent(agent, (_, bucket) -> oneMore(bucket));
        return Optional.of(untilOne(left));
    }

    private static Bucket oneMore(Bucket bucket) {
        return new Bucket(bucket.left(), bucket.at(), bucket.turnedAway() + 1);
    }

    private Duration untilOne(double left) {
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil((1 - left) * SECONDS / aMinute)));
    }

    /** What becomes of one that asks. */
    public sealed interface Turn {
        /**
         * It goes.
         *
         * @param turnedAway how many that named the same agent had to wait since one went before
         */
        record Goes(long turnedAway) implements Turn {}

        record Waits() implements Turn {}
    }

    /** One that was recognised asks. */
    public synchronized Turn asks(UUID agent) {
        Instant now = clock.instant();
        double left = left(agent, now) - 1;
        Bucket before = buckets.get(agent);
        if (left < 0) {
            buckets.computeIfPresent(agent, (_, bucket) -> oneMore(bucket));
            return new Turn.Waits();
        }
        buckets.remove(agent);
        buckets.put(agent, new Bucket(left, now, 0));
        if (buckets.size() > MOST_REMEMBERED) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        return new Turn.Goes(before == null ? 0 : before.turnedAway());
    }

    private double left(UUID agent, Instant now) {
        Bucket bucket = buckets.get(agent);
        if (bucket == null) {
            return aMinute;
        }
        if (now.isBefore(bucket.at())) {
            // The clock has gone back: from here on it fills as ever.
            buckets.put(agent, new Bucket(bucket.left(), now, bucket.turnedAway()));
            return bucket.left();
        }
        double seconds = Duration.between(bucket.at(), now).toMillis() / 1_000.0;
        return Math.min(aMinute, bucket.left() + seconds * aMinute / SECONDS);
    }

    synchronized int remembered() {
        return buckets.size();
    }
}
