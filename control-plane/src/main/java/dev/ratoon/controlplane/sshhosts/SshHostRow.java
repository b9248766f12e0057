package dev.ratoon.controlplane.sshhosts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "ssh_hosts")
@SuppressWarnings("NullAway.Init")
class SshHostRow {
    @Id UUID id;
    UUID userId;
    String host;
    String keys;
    Instant createdAt;
}
