package dev.ratoon.controlplane.basis;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** The real clock and the real randomness. */
@Singleton
class BasisProducer {
    @Produces
    @Singleton
    Clock clock() {
        return Machine.clock();
    }

    @Produces
    @Singleton
    RandomGenerator random() {
        return Machine.randomness();
    }
}
