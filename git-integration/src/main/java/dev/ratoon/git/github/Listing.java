package dev.ratoon.git.github;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that there is of a kind, as GitHub said it at some time.
 *
 * @param isWhole whether it is not cut
 * @param leftOut whether organisations kept theirs back
 */
record Listing<T>(List<T> items, boolean isWhole, boolean leftOut, Instant asOf) {
    static final int MOST = 5_000;

    static <T> Listing<T> of(List<T> all, boolean leftOut, Instant now) {
        boolean whole = all.size() <= MOST;
        return new Listing<>(List.copyOf(whole ? all : all.subList(0, MOST)), whole, leftOut, now);
    }

    Found<T> found(Words words, Function<T, String> name, int most, Optional<Trouble> stale) {
        List<T> fitting = words.of(items, name);
        boolean more = fitting.size() > most;
        return new Found<>(
                more ? List.copyOf(fitting.subList(0, most)) : fitting,
                more,
                isWhole,
                leftOut,
                asOf,
                stale);
    }
}
