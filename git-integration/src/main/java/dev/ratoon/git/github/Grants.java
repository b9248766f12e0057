package dev.ratoon.git.github;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an answer says of the token that asked.
 *
 * @param scopes of a classic token; a fine-grained one has none, and no header that says so
 */
record Grants(Optional<Set<String>> scopes, Optional<Instant> expiresAt) {
    static final Grants NOTHING_KNOWN = new Grants(Optional.empty(), Optional.empty());

    private static final DateTimeFormatter EXPIRY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss [VV][Z]", Locale.ROOT);

    static Grants of(Map<String, String> headers) {
        return new Grants(
                Optional.ofNullable(headers.get("x-oauth-scopes")).map(Grants::words),
                Optional.ofNullable(headers.get("github-authentication-token-expiration"))
                        .flatMap(Grants::moment));
    }

    static Set<String> words(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(EXPIRY.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
