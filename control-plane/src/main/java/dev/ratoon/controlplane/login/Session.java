package dev.ratoon.controlplane.login;

import java.time.Instant;
import java.util.UUID;

/** A browser that is signed in, as its user sees it. */
record Session(
        UUID id,
        UUID user,
        String userAgent,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt) {}
