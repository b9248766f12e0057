package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A bearer token as its user sees it afterwards: everything but itself. */
record Token(
        UUID id,
        UUID user,
        String name,
        TokenKind kind,
        Role role,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt) {}
