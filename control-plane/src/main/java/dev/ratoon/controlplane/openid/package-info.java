/**
 * Signing in through an OpenID Connect provider: who it vouches for becomes a user of ours, or is
 * told why not. Promises that what the provider gave is used once and not kept, and that a sign-in
 * through it ends in the same login code as any other. Knows no session and no token of ours.
 */
@NullMarked
package dev.ratoon.controlplane.openid;

import org.jspecify.annotations.NullMarked;
