package dev.ratoon.controlplane.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "team_members")
@IdClass(MemberRow.Key.class)
@SuppressWarnings("NullAway.Init")
class MemberRow {
    @Id UUID teamId;
    @Id UUID userId;
    Role role;
    Instant createdAt;

    record Key(UUID teamId, UUID userId) {}
}
