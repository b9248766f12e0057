package dev.ratoon.controlplane.environments;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "environments")
@SuppressWarnings("NullAway.Init")
class EnvironmentRow {
    @Id UUID id;
    String name;
    UUID ownerId;
    @Nullable UUID teamId;
    String description;
    int version;
    String setup;
    int setupMinutes;
    Instant createdAt;
    Instant changedAt;
    String changedBy;
}
