package dev.ratoon.controlplane.backup;

/** Which key this installation seals secrets with: a backup names it and never holds it. */
interface KeyFingerprint {
    String value();
}
