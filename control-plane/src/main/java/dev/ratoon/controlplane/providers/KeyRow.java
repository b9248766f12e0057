package dev.ratoon.controlplane.providers;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "provider_keys")
@SuppressWarnings("NullAway.Init")
class KeyRow {
    @Id UUID id;
    UUID ownerId;
    @Nullable UUID teamId;
    String provider;
    byte[] sealed;
    String hint;
    Instant createdAt;
}
