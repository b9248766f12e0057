package dev.ratoon.runner.harness;

/** A harness that did not come up: why, in words for people. */
public final class StartTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean left;

    StartTrouble(String words) {
        this(words, false);
    }

    /**
     * @param left whether it was gone by itself
     */
    StartTrouble(String words, boolean left) {
        super(words);
        this.left = left;
    }

    boolean hasLeft() {
        return left;
    }

    /** The same, and how it ended. */
    StartTrouble with(String end) {
        return new StartTrouble(words() + ". " + end, left);
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
