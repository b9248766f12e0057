package dev.ratoon.controlplane.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "users")
@SuppressWarnings("NullAway.Init")
class UserRow {
    @Id UUID id;
    String name;
    String displayName;
    Role role;
    @Nullable String email;
    @Nullable String issuer;
    @Nullable String subject;
    Instant createdAt;
    @Nullable Instant disabledAt;

    User user() {
        return new User(id, name, displayName, role, email, createdAt, disabledAt);
    }
}
