package dev.ratoon.controlplane.models;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Calls under way: so many in all, and so many of one agent. Safe for many threads. */
final class CallPlaces {
    private final int most;
    private final int mostOfOne;
    private final Map<UUID, Integer> taken = new HashMap<>();
    private int all;

    CallPlaces(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    synchronized void take(UUID agent) throws Refused {
        int own = taken.getOrDefault(agent, 0);
        if (own >= mostOfOne) {
            throw Refused.busy(
                    429,
                    "This agent has "
                            + mostOfOne
                            + " calls to models under way already: wait for one of them to end.");
        }
        if (all >= most) {
            throw Refused.busy(
                    503, "The model gateway is at its limit: try again in a minute.");
        }
        taken.put(agent, own + 1);
        all++;
    }

    synchronized void giveBack(UUID agent) {
        all--;
        taken.computeIfPresent(agent, (_, own) -> own == 1 ? null : own - 1);
        notifyAll();
    }

    synchronized int taken() {
        return all;
    }

    /** Whether nothing is under way any more, at that time at the latest. */
    synchronized boolean awaitNone(long until) throws InterruptedException {
        while (all > 0) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
