package dev.ratoon.runner.harness;

/** A harness that did not come up: why, in words for people. */
public final class StartTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    StartTrouble(String words) {
        super(words);
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
