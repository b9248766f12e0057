package dev.ratoon.controlplane.reconcile;

import java.util.UUID;

/** The right to act for an agent, until the epoch of its row is another one. */
record Lease(UUID agent, long epoch) {}
