package dev.ratoon.controlplane.environments;

import java.time.Instant;

/** A secret of a setup script, without its value. */
record SecretView(String name, Instant createdAt, String createdBy) {}
