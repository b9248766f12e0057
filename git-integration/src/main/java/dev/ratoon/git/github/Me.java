package dev.ratoon.git.github;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whose token it is, and what it can do.
 *
 * @param email for commits: the public one, else the one that GitHub keeps for that
 * @param beyond scopes that Ratoon has no use for: a token with less is safer
 */
public record Me(
        String login,
        String name,
        String email,
        Kind kind,
        List<Need> needs,
        List<String> beyond,
        Optional<Instant> expiresAt) {
    /** How GitHub says what a token may. */
    public enum Kind {
        /** By scopes, for all that the user reaches. */
        CLASSIC,
        /** By permissions, for chosen repositories. */
        FINE_GRAINED
    }
}
