package dev.ratoon.controlplane.sshhosts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "ssh_keys")
@SuppressWarnings("NullAway.Init")
class SshKeyRow {
    @Id UUID id;
    UUID userId;
    String publicKey;
    byte[] sealed;
    Instant createdAt;
}
