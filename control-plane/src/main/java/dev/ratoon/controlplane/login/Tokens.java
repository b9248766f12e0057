package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.basis.SecretText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes bearer tokens. */
@Singleton
class Tokens {
    static final String PREFIX = "ratoon_t_";

    private final TokenStore tokens;
    private final Clock clock;
    private final Ids ids;
    private final RandomGenerator random;

    Tokens(TokenStore tokens, Clock clock, Ids ids, RandomGenerator random) {
        this.tokens = tokens;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
    }

    /** A token and the one moment in which its text exists on this side. */
    record Minted(Token token, SecretText text) {}

    Minted mint(UUID user, String name, TokenKind kind, Role role, @Nullable Instant expiresAt) {
        SecretText text = SecretText.random(PREFIX, random);
        Token token =
                new Token(ids.next(), user, name, kind, role, clock.instant(), null, expiresAt);
        tokens.add(token, text);
        return new Minted(token, text);
    }
}
