package dev.ratoon.environments;

import org.jspecify.annotations.Nullable;

/** A provider could not do what it was asked. Its message is for people, with the next step. */
public final class SandboxTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    /** Who can do something about it. */
    public enum Blame {
        /** Nobody by trying again: the order itself cannot be carried out here. */
        USER,
        /** The machine or the cluster: trying again later may help. */
        EXTERNAL,
        /** There is no room now. */
        CAPACITY,
        INTERNAL
    }

    private final Blame blame;
    private final String nextStep;

    public SandboxTrouble(Blame blame, String what, String nextStep, @Nullable Throwable cause) {
        super(what, cause);
        this.blame = blame;
        this.nextStep = nextStep;
    }

    public Blame blame() {
        return blame;
    }

    public String what() {
        return String.valueOf(getMessage());
    }

    public String nextStep() {
        return nextStep;
    }
}
