package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a good credential says: who, with how much power at most, and until when. */
record Known(UUID user, Role ceiling, Via via, @Nullable UUID id, @Nullable Instant expiresAt) {}
