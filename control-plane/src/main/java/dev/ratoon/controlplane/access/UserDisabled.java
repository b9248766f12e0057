package dev.ratoon.controlplane.access;

import java.util.UUID;

/** Told inside the transaction that disables a user, so that all that signs it in goes with it. */
public record UserDisabled(UUID user) {}
