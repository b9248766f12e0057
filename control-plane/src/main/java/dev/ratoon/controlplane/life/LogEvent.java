package dev.ratoon.controlplane.life;

import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Reported;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of an agent's log. Its payload stays the bytes that it was; what reads it looks only at
 * the types that it knows.
 *
 * @param seq 1, 2, 3 ... without a gap in one log
 * @param n of a reported one: its number in the outbox; 0 for an observed one
 */
@SuppressWarnings("ArrayRecordComponent") // its bytes are compared by equals below
public record LogEvent(long seq, Instant at, Source source, String type, long n, byte[] payload) {
    private static final Map<Class<?>, String> NAMES =
            ObservedTypes.ALL.entrySet().stream()
                    .collect(
                            java.util.stream.Collectors.toUnmodifiableMap(
                                    Map.Entry::getValue, Map.Entry::getKey));

    public static LogEvent observed(long seq, Instant at, ObservedEvent event) {
        try {
            return new LogEvent(
                    seq,
                    at,
                    Source.OBSERVED,
                    Objects.requireNonNull(NAMES.get(event.getClass())),
                    0,
                    Facts.JSON.writeValueAsBytes(event));
        } catch (IOException e) {
            throw new IllegalStateException("our own records are always JSON", e);
        }
    }

    public static LogEvent reported(long seq, Instant at, String type, long n, byte[] payload) {
        return new LogEvent(seq, at, Source.REPORTED, type, n, payload);
    }

    /** Null for a reported one, and for a type of a newer version. */
    public @Nullable ObservedEvent observed() {
        Class<? extends ObservedEvent> known =
                source == Source.OBSERVED ? ObservedTypes.ALL.get(type) : null;
        if (known == null) {
            return null;
        }
        try {
            return Facts.JSON.readValue(payload, known);
        } catch (IOException e) {
            throw new IllegalStateException("event " + seq + " of type " + type + " is damaged", e);
        }
    }

    /** Null for an observed one, for a type of a newer runner, and for what cannot be read. */
    public @Nullable Reported reported() {
        try {
            return source == Source.REPORTED ? Reported.of(type, payload) : null;
        } catch (Malformed e) {
            return null;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogEvent that
                && seq == that.seq
                && n == that.n
                && at.equals(that.at)
                && source == that.source
                && type.equals(that.type)
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(seq, type);
    }
}
