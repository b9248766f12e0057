package dev.ratoon.controlplane.github;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "github_connections")
@SuppressWarnings("NullAway.Init")
class ConnectionRow {
    @Id UUID id;
    UUID userId;
    String api;
    String login;
    byte[] sealed;
    String hint;
    Instant connectedAt;
}
