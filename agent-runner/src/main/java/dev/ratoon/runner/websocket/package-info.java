/**
 * Owns the runner's side of a WebSocket (RFC 6455), over TCP or a unix socket: small, because every
 * sandbox pays for it. Promises masked frames, whole messages under a limit, answered pings, and an
 * end for a connection whose other side is silent. Knows nothing of what is said on it.
 */
@NullMarked
package dev.ratoon.runner.websocket;

import org.jspecify.annotations.NullMarked;
