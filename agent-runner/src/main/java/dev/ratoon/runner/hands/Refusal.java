package dev.ratoon.runner.hands;

import java.io.IOException;

/** A process that cannot be started: why, and what to do. */
public final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    Refusal(String words) {
        super(words);
    }
}
