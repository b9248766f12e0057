package dev.ratoon.environments.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends a sandbox for certain: its control groups, then the first process of each side's namespaces,
 * whose death nothing in there survives, then whatever else is its user's. Repeats until nothing of
 * it is found any more.
 */
final class Ending {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Cgroups cgroups;

    Ending(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    /** Whether all of it is gone; else the kernel is still at it, after a while of waiting. */
    boolean end(Incarnation incarnation, boolean unconfined, Owner owner) throws IOException {
        long end = System.nanoTime() + BOUND.toNanos();
        List<Long> sessions = sessions(incarnation);
        while (true) {
            cgroups.kill(incarnation.name());
            List<Life> left = left(incarnation, unconfined, owner, sessions);
            left.forEach(Life::kill);
            if (left.isEmpty() && cgroups.empty(incarnation.name())) {
                cgroups.remove(incarnation.name());
                return true;
            }
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(this, PAUSE.toNanos());
        }
    }

    private static List<Life> left(
            Incarnation incarnation, boolean unconfined, Owner owner, List<Long> sessions) {
        var left = new ArrayList<Life>();
        for (Side side : Side.values()) {
            left.addAll(SideLife.of(incarnation, side).lives());
        }
        if (owner.own() && !unconfined) {
            left.addAll(ProcessTable.of(owner.uid()));
        } else {
            // Also one that was killed in the middle of making its namespaces.
            left.addAll(Unconfined.of(incarnation, sessions));
        }
        return left;
    }

    /** Of those processes that are still the ones which were started: they lead their sessions. */
    private static List<Long> sessions(Incarnation incarnation) {
        var sessions = new ArrayList<Long>();
        for (Side side : Side.values()) {
            SideLife.of(incarnation, side).started().map(Life::pid).ifPresent(sessions::add);
        }
        return sessions;
    }
}
