package dev.ratoon.controlplane.githosts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "git_logins")
@SuppressWarnings("NullAway.Init")
class HostLoginRow {
    @Id UUID id;
    UUID userId;
    String host;
    String login;
    byte[] sealed;
    Instant createdAt;
}
