package dev.ratoon.git.gateway;

import java.util.HashMap;
import java.util.Map;

/** Who is served just now: so many in all, and so many of one sandbox. Safe for many threads. */
final class GatewayPlaces {
    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    GatewayPlaces(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    enum Answer {
        TAKEN,
        OWN_TAKEN,
        ALL_TAKEN
    }

    synchronized Answer take(String who) {
        int own = taken.getOrDefault(who, 0);
        if (own >= mostOfOne) {
            return Answer.OWN_TAKEN;
        }
        if (all >= most) {
            return Answer.ALL_TAKEN;
        }
        taken.put(who, own + 1);
        all++;
        return Answer.TAKEN;
    }

    synchronized void giveBack(String who) {
        all--;
        taken.computeIfPresent(who, (_, own) -> own == 1 ? null : own - 1);
    }
}
