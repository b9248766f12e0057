package dev.ratoon.environments;

import java.time.Duration;

/**
 * What confines a sandbox here, found as the product finds it; with patience where that is slow.
 */
public final class Found {
    private Found() {}

    public static Confinement confinement() {
        var bound = Duration.ofSeconds(2L * Eventually.SLOWER);
        return new ConfinementProbe(Machine.thisOne(), bound).probe();
    }
}
