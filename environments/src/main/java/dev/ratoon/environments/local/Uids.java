package dev.ratoon.environments.local;

import java.nio.file.Path;

/**
 * The user ids that agents get when Ratoon runs as root, one each.
 *
 * @param first the lowest; nobody else on the machine may have one of them
 */
public record Uids(int first, int count) {
    /** Above those that systemd gives to containers, and below what does not fit into 31 bits. */
    private static final int LOWEST = 1_200_000_000;

    private static final int RANGES = 9_000;
    private static final int RANGE = 100_000;

    public Uids {
        if (first < 1000 || count < 1) {
            throw new IllegalArgumentException("no range for agents: " + first + " + " + count);
        }
    }

    /**
     * The range of one directory of agents: what is of an agent's user is ended with the agent, so
     * two Ratoons of one machine must not give the same users.
     */
    public static Uids of(Path root) {
        int range = Math.floorMod(root.toAbsolutePath().normalize().toString().hashCode(), RANGES);
        return new Uids(LOWEST + range * RANGE, RANGE);
    }
}
