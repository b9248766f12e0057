package dev.ratoon.controlplane.environments;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "environment_secrets")
@SuppressWarnings("NullAway.Init")
class SecretRow {
    @Id UUID id;
    UUID environmentId;
    String name;
    byte[] sealed;
    Instant createdAt;
    String createdBy;
}
