package dev.ratoon.controlplane.basis;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

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
    SecureRandom random() {
        return Machine.randomness();
    }
}
