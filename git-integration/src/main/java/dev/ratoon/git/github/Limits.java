package dev.ratoon.git.github;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps GitHub's limits for one token. What it says of them:
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
final class Limits {
    /** Of a secondary limit that names no time. */
    private static final Duration AT_LEAST = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofDays(1);

    private final String host;
    private final Clock clock;
    private @Nullable RateLimit seen;
    private Instant quietUntil = Instant.MIN;
    private boolean secondary;

    Limits(String host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    synchronized Optional<RateLimit> seen() {
        return Optional.ofNullable(seen);
    }

    /** Before each request. */
    synchronized void respect() throws Refused {
        Instant now = clock.instant();
        if (now.isBefore(quietUntil)) {
            throw new Refused(later(now));
        }
    }

    /** After each answer: what it says of the limit, and whether it is the limit that refused. */
    synchronized void note(int status, Map<String, String> headers, String body) throws Refused {
        Instant now = clock.instant();
        RateLimit told = told(headers);
        if (told != null) {
            seen = told;
            if (told.remaining() == 0) {
                quiet(false, told.resetAt(), now);
            }
        }
        if (status != 403 && status != 429) {
            return;
        }
        Optional<Long> retryAfter = number(headers, "retry-after");
        boolean empty = told != null && told.remaining() == 0;
        if (retryAfter.isPresent()) {
            quiet(!empty, now.plusSeconds(retryAfter.get()), now);
        } else if (!empty && (status == 429 || body.contains("secondary rate limit"))) {
            quiet(true, now.plus(AT_LEAST), now);
        } else if (!empty) {
            return;
        }
        throw new Refused(later(now));
    }

    private void quiet(boolean second, Instant until, Instant now) {
        Instant longest = now.plus(LONGEST);
        quietUntil = until.isAfter(longest) ? longest : until;
        secondary = second;
    }

    private Trouble later(Instant now) {
        Duration wait = Duration.between(now, quietUntil).plusMillis(999);
        return new Trouble.AskLater(
                host, secondary, quietUntil, wait.isNegative() ? Duration.ZERO : wait);
    }

    private static @Nullable RateLimit told(Map<String, String> headers) {
        Optional<Long> limit = number(headers, "x-ratelimit-limit");
        Optional<Long> remaining = number(headers, "x-ratelimit-remaining");
        Optional<Long> reset = number(headers, "x-ratelimit-reset");
        return limit.isEmpty() || remaining.isEmpty() || reset.isEmpty()
                ? null
                : new RateLimit(limit.get(), remaining.get(), Instant.ofEpochSecond(reset.get()));
    }

    private static Optional<Long> number(Map<String, String> headers, String name) {
        return Optional.ofNullable(headers.get(name))
                .filter(value -> value.matches("[0-9]{1,10}"))
                .map(Long::valueOf);
    }
}
