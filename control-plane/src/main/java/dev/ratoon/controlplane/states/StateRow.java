package dev.ratoon.controlplane.states;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "kept_states")
@SuppressWarnings("NullAway.Init")
class StateRow {
    @Id String key;
    UUID ownerId;
    UUID environmentId;
    int version;
    String repository;
    String base;
    long bytes;
    long setupSeconds;
    Instant madeAt;
    Instant usedAt;
}
