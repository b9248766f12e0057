package dev.ratoon.controlplane.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * How often PostgreSQL has crashed of late because its own log found no room. It recovers by
 * itself, and that is enough when there is room again. When there is none it would crash and
 * recover for as long as the last piece of that log lasts, and answer nobody meanwhile.
 */
final class Crashes {
    private static final int ENOUGH = 3;
    private static final Duration OF_LATE = Duration.ofMinutes(5);

    private final Clock clock;
    private final ArrayDeque<Instant> recent = new ArrayDeque<>();

    Crashes(Clock clock) {
        this.clock = clock;
    }

    /** Whether with this line of what it says it has tried often enough. */
    boolean areEnoughWith(String line) {
        if (!line.contains("PANIC:") || !DatabaseTrouble.diskIsFull(line)) {
            return false;
        }
        Instant now = clock.instant();
        recent.removeIf(crash -> crash.isBefore(now.minus(OF_LATE)));
        recent.add(now);
        return recent.size() >= ENOUGH;
    }
}
