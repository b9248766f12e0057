package dev.ratoon.controlplane.life;

/** It is to end or to be removed, and that takes longer than it should. */
public record SandboxStays(int incarnation, String words) implements ObservedEvent.Beyond {}
