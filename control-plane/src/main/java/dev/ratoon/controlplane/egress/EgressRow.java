package dev.ratoon.controlplane.egress;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "egress_rules")
@SuppressWarnings("NullAway.Init")
class EgressRow {
    @Id UUID id;
    @Nullable UUID agentId;
    UUID ownerId;
    @Nullable UUID teamId;
    String host;
    @Nullable Instant expiresAt;
    Instant createdAt;
    String createdBy;
}
