package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "login_codes")
@SuppressWarnings("NullAway.Init")
class CodeRow {
    @Id byte[] codeHash;
    UUID userId;
    Role role;
    Instant createdAt;
    Instant expiresAt;
    @Nullable Instant usedAt;
}
