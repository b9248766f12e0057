package dev.ratoon.controlplane.life;

/** A payload that cannot be read; its bytes are kept under their digest. */
public record Quarantined(String reportedType, String why, String sha256, int bytes)
        implements ObservedEvent.Beyond {}
