package dev.ratoon.controlplane.life;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The turn that is given and not over.
 *
 * @param stoppedAt when it was told to stop, if it was
 * @param waited how many seconds people have taken to answer what was asked in it, at most {@link
 *     #MOST_WAITED}: who asks need not wait, and could work on for as long as nobody answers
 * @param waitsSince since when something that was asked in it has no answer, if there is such
 * @param cut why the last answer of its model did not come to its end, if it did not
 */
public record Turn(
        int number,
        long seq,
        Instant givenAt,
        @Nullable Instant stoppedAt,
        long waited,
        @Nullable Instant waitsSince,
        @Nullable String cut) {
    /** A night, and the day before or after it. */
    static final long MOST_WAITED = 24 * 60 * 60;

    static Turn given(int number, long seq, Instant at) {
        return new Turn(number, seq, at, null, 0, null, null);
    }

    Turn whenStopped(Instant at) {
        return new Turn(number, seq, givenAt, at, waited, waitsSince, cut);
    }

    /** Whether people are to answer something, from now on. */
    Turn whenWaiting(boolean waits, Instant at) {
        if (waits == (waitsSince != null)) {
            return this;
        }
        return new Turn(number, seq, givenAt, stoppedAt, waitedUntil(at), waits ? at : null, cut);
    }

    Turn whenAnswered(@Nullable String cutNow) {
        return new Turn(number, seq, givenAt, stoppedAt, waited, waitsSince, cutNow);
    }

    /** How many seconds of it were work. */
    long worked(Instant at) {
        return Math.max(0, Fold.seconds(givenAt, at) - waitedUntil(at));
    }

    /** When it will have worked so long, should what it waits for, if anything, stay unanswered. */
    Instant endAfter(long seconds) {
        return givenAt.plusSeconds(seconds + (waitsSince == null ? waited : MOST_WAITED));
    }

    private long waitedUntil(Instant at) {
        return waitsSince == null
                ? waited
                : Math.min(MOST_WAITED, waited + Fold.seconds(waitsSince, at));
    }
}
