package dev.ratoon.controlplane.access;

/** The answer of the authorisation function. */
public sealed interface Decision {
    record Allowed() implements Decision {}

    /** No; the reason, for the caller, says who may. */
    record Denied(String reason) implements Decision {}
}
