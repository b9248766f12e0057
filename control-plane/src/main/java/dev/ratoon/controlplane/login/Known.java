package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a good credential says: who, with how much power at most, and until when. */
record Known(UUID user, Role ceiling, Via via, @Nullable UUID id, @Nullable Instant expiresAt) {
    /** By how much the clocks of two processes may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    /**
     * When at the latest something was made that is good for minutes now. What is of the future was
     * made before the clock went back, and would be good for as much longer.
     */
    static Instant latest(Instant now) {
        return now.plus(SKEW);
    }
}
