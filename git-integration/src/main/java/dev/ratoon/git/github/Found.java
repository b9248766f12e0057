package dev.ratoon.git.github;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What fits the words that were typed, the best first.
 *
 * @param more whether more fits than is here
 * @param isWhole whether all was looked through; not so where there are too many
 * @param leftOut whether organisations kept theirs back for want of single sign-on
 * @param asOf when GitHub said so
 * @param stale why it is not newer, where GitHub cannot be asked just now
 */
public record Found<T>(
        List<T> items,
        boolean more,
        boolean isWhole,
        boolean leftOut,
        Instant asOf,
        Optional<Trouble> stale) {}
