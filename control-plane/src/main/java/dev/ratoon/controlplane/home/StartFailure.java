package dev.ratoon.controlplane.home;

/** Why a start cannot go on: what happened, to what, and what to do next. Shown as it is. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String nextStep;

    public StartFailure(String whatHappened, String nextStep) {
        super(whatHappened);
        this.nextStep = nextStep;
    }

    public StartFailure(String whatHappened, String nextStep, Throwable cause) {
        super(whatHappened, cause);
        this.nextStep = nextStep;
    }

    public String nextStep() {
        return nextStep;
    }
}
