package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds how fast an address can try codes. Codes cannot be guessed anyway; this keeps somebody who
 * tries from being a load. Kept by each process for itself, for at most so many addresses.
 */
@Singleton
class FailedLogins {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ADDRESSES = 10_000;

    private final LoginConfig config;
    private final Clock clock;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>();

    private record Failures(int count, Instant until) {}

    FailedLogins(LoginConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** After a clock that went back, what is later than a window from now says nothing. */
    private static boolean counts(Failures failures, Instant now) {
        return now.isBefore(failures.until()) && !failures.until().isAfter(now.plus(WINDOW));
    }

    synchronized void check(String address) {
        Instant now = clock.instant();
        Failures failures = byAddress.get(address);
        if (failures != null
                && failures.count() >= config.failuresPerMinute()
                && counts(failures, now)) {
            throw new Failure(
                    ProblemType.TOO_MANY,
                    "Too many logins from this address failed. Wait a minute, then use a new link.",
                    null,
                    Duration.between(now, failures.until()).plusSeconds(1),
                    null);
        }
    }

    synchronized void failed(String address) {
        Instant now = clock.instant();
        byAddress.values().removeIf(failures -> !counts(failures, now));
        if (byAddress.size() >= ADDRESSES && !byAddress.containsKey(address)) {
            var oldest = byAddress.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        byAddress.merge(
                address,
                new Failures(1, now.plus(WINDOW)),
                (before, _) -> new Failures(before.count() + 1, before.until()));
    }
}
