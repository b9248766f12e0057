package dev.ratoon.controlplane.roles;

import java.time.Instant;

/**
 * Work that is due every minute wherever the reconciler runs. Several processes may run it at once,
 * so it must not matter how often it runs.
 */
public interface Sweep {
    void sweep(Instant now);
}
