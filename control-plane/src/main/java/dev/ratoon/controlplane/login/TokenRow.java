package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "tokens")
@SuppressWarnings("NullAway.Init")
class TokenRow {
    @Id UUID id;
    UUID userId;
    String name;
    TokenKind kind;
    Role role;
    byte[] tokenHash;
    Instant createdAt;
    @Nullable Instant lastUsedAt;
    @Nullable Instant expiresAt;
    @Nullable Instant revokedAt;

    Token token() {
        return new Token(id, userId, name, kind, role, createdAt, lastUsedAt, expiresAt);
    }
}
