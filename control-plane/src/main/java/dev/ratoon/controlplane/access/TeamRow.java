package dev.ratoon.controlplane.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "teams")
@SuppressWarnings("NullAway.Init")
class TeamRow {
    @Id UUID id;
    String name;
    Instant createdAt;
}
