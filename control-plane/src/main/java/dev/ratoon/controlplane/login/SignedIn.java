package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a credential made known.
 *
 * @param ceiling the most that the credential carries, whatever the user may become
 * @param credential the id of the session or token; absent for a ticket, which is used up
 * @param expiresAt absent for a token without an end
 */
public record SignedIn(
        Actor actor,
        Role ceiling,
        Via via,
        @Nullable UUID credential,
        @Nullable Instant expiresAt) {}
