package dev.ratoon.controlplane.reconcile;

import dev.ratoon.controlplane.life.Facts;

/** What must be known of an agent before it gets a sandbox. */
public interface BeforeSandbox {
    /** Whether it is known. If not, it is looked for; what comes of it makes the agent due. */
    boolean isReady(Facts facts);
}
