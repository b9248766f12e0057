package dev.ratoon.controlplane.basis;

import java.time.Clock;
import java.util.random.RandomGenerator;

/** Ids as the product makes them, for programs beside it. */
public final class Generated {
    private Generated() {}

    public static Ids ids() {
        return new Ids(Clock.systemUTC(), RandomGenerator.getDefault());
    }
}
