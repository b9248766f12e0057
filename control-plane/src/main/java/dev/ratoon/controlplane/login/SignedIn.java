package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Actor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a credential made known.
 *
 * @param credential the id of the session or token; absent for a ticket, which is used up
 * @param expiresAt absent for a token without an end
 */
public record SignedIn(
        Actor actor, Via via, @Nullable UUID credential, @Nullable Instant expiresAt) {}
