package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "tickets")
@SuppressWarnings("NullAway.Init")
class TicketRow {
    @Id byte[] ticketHash;
    UUID userId;
    Role role;
    String path;
    Instant createdAt;
    Instant expiresAt;
    @Nullable Instant usedAt;
}
