package dev.ratoon.controlplane.log;

import java.util.UUID;

/** One append that waits for its commit. */
record Pending(UUID agent, Deciding deciding, Soon soon) {}
