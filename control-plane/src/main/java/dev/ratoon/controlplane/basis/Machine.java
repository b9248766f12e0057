package dev.ratoon.controlplane.basis;

import java.security.SecureRandom;
import java.time.Clock;

/** The real clock and the real randomness, for what runs before anything is injected. */
public final class Machine {
    private Machine() {}

    public static Clock clock() {
        return Clock.systemUTC();
    }

    public static SecureRandom randomness() {
        return new SecureRandom();
    }
}
