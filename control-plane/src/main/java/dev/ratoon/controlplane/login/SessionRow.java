package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "sessions")
@SuppressWarnings("NullAway.Init")
class SessionRow {
    @Id UUID id;
    UUID userId;
    Role role;
    byte[] cookieHash;
    byte[] proofHash;
    String userAgent;
    Instant createdAt;
    Instant lastSeenAt;
    Instant expiresAt;
    @Nullable Instant revokedAt;
}
