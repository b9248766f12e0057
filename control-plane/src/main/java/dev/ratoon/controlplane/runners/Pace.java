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

    private record Bucket(double left, Instant at) {}

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
        return left >= 1 ? Optional.empty() : Optional.of(untilOne(left));
    }

    private Duration untilOne(double left) {
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil((1 - left) * SECONDS / aMinute)));
    }

    /** What becomes of one that asks. */
    public enum Turn {
        GOES,
        /** It goes, and the next one does not. */
        LAST,
        WAITS
    }

    /** One that was recognised asks. */
    public synchronized Turn asks(UUID agent) {
        Instant now = clock.instant();
        double left = left(agent, now) - 1;
        if (left < 0) {
            return Turn.WAITS;
        }
        buckets.remove(agent);
        buckets.put(agent, new Bucket(left, now));
        if (buckets.size() > MOST_REMEMBERED) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        return left < 1 ? Turn.LAST : Turn.GOES;
    }

    private double left(UUID agent, Instant now) {
        Bucket bucket = buckets.get(agent);
        if (bucket == null) {
            return aMinute;
        }
        if (now.isBefore(bucket.at())) {
            // The clock has gone back: from here on it fills as ever.
            buckets.put(agent, new Bucket(bucket.left(), now));
            return bucket.left();
        }
        double seconds = Duration.between(bucket.at(), now).toMillis() / 1_000.0;
        return Math.min(aMinute, bucket.left() + seconds * aMinute / SECONDS);
    }

    synchronized int remembered() {
        return buckets.size();
    }
}
