package dev.ratoon.controlplane.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can sign in.
 *
 * @param role in the installation
 * @param email what an OpenID Connect provider knows the user by before the first sign-in
 */
public record User(
        UUID id,
        String name,
        String displayName,
        Role role,
        @Nullable String email,
        Instant createdAt,
        @Nullable Instant disabledAt) {
    public boolean disabled() {
        return disabledAt != null;
    }
}
