package dev.ratoon.controlplane.githosts;

import java.time.Instant;

/**
 * What may be known of a login.
 *
 * @param user the name that the host knows
 */
record HostLogin(String host, String user, Instant since) {}
