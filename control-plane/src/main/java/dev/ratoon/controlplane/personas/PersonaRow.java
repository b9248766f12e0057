package dev.ratoon.controlplane.personas;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "personas")
@SuppressWarnings("NullAway.Init")
class PersonaRow {
    @Id UUID id;
    String name;
    UUID ownerId;
    @Nullable UUID teamId;
    String description;
    int version;
    String instructions;
    String tools;
    String harness;
    String model;
    String mode;
    Instant createdAt;
    Instant changedAt;
    String changedBy;
}
