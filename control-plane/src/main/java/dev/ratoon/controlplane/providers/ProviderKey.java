package dev.ratoon.controlplane.providers;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be known of a stored key.
 *
 * @param team the team that may use it, or null when it is its owner's alone
 * @param hint its last characters, or nothing when it is too short to show any
 */
record ProviderKey(
        UUID id,
        UUID owner,
        @Nullable UUID team,
        String provider,
        String hint,
        Instant createdAt) {}
