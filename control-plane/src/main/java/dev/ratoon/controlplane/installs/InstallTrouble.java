package dev.ratoon.controlplane.installs;

import org.jspecify.annotations.Nullable;

/** A harness cannot be installed now. Both texts are for people. */
final class InstallTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final String nextStep;

    InstallTrouble(String what, String nextStep) {
        this(what, nextStep, null);
    }

    InstallTrouble(String what, String nextStep, @Nullable Throwable cause) {
        super(what, cause);
        this.nextStep = nextStep;
    }

    String what() {
        return String.valueOf(getMessage());
    }

    String nextStep() {
        return nextStep;
    }
}
