package dev.ratoon.controlplane.states;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether what is kept will do for the next agent, as far as that is known before there is one.
 * Pure.
 */
final class Freshness {
    static final String TOO_OLD = "it is too old";

    private Freshness() {}

    static boolean isYoung(StateStore.Kept kept, Duration age, Instant now) {
        return kept.madeAt().plus(age).isAfter(now);
    }

    static String otherVersion(StateStore.Kept kept) {
        return "it was made with version " + kept.version() + " of the environment";
    }

    /**
     * Why it will not do; empty when it will, as long as the base stands where it was made.
     *
     * @param version of the environment as it is now; 0 when it has none
     */
    static Optional<String> stale(StateStore.Kept kept, int version, Duration age, Instant now) {
        if (version != 0 && kept.version() != version) {
            return Optional.of(otherVersion(kept));
        }
        return isYoung(kept, age, now) ? Optional.empty() : Optional.of(TOO_OLD);
    }
}
