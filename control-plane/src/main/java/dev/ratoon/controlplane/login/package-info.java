/**
 * How somebody becomes known: login codes, browser sessions, bearer tokens, tickets for WebSockets.
 * Promises that each of them is stored as a hash, ends at its time, can be revoked, and never
 * carries more power than what made it. Does not know what the signed-in may do.
 */
@NullMarked
package dev.ratoon.controlplane.login;

import org.jspecify.annotations.NullMarked;
