package dev.ratoon.controlplane.github;

import java.time.Instant;
import java.util.UUID;

/**
 * What may be known of a connected account.
 *
 * @param api the one that the token is for
 * @param hint the token's last characters, or nothing when it is too short to show any
 */
record Connection(UUID id, UUID user, String api, String login, String hint, Instant connectedAt) {}
