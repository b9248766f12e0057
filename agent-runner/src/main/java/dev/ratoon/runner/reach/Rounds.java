package dev.ratoon.runner.reach;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * The canary's tries: all targets at once, round after round, until for a while nothing was reached
 * that must not be and all else was, or until the window is over. So a policy that holds late is
 * told from one that does not hold. It judges nothing: who reads the report does.
 */
final class Rounds {
    private static final long BETWEEN = 200;

    private final Asked asked;
    private final Function<Target, How> trying;
    private final Pace pace;
    private final List<Tally> tallies;

    Rounds(Asked asked, Function<Target, How> trying, Pace pace) {
        this.asked = asked;
        this.trying = trying;
        this.pace = pace;
        this.tallies = new ArrayList<>(Collections.nCopies(asked.targets().size(), Tally.NONE));
    }

    /** The report: a head with the name of this run, a line for each target, and an end. */
    String run(String name, long window, long quiet) throws InterruptedException {
        long calmSince = 0;
        while (true) {
            round();
            long now = pace.millis();
            if (!isCalm()) {
                calmSince = now;
            }
            if (now - calmSince >= quiet || now >= window) {
                return report(name, now);
            }
            pace.pause(BETWEEN);
        }
    }

    private void round() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < tallies.size(); i++) {
            int index = i;
            threads.add(Thread.startVirtualThread(() -> once(index)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void once(int index) {
        How how = trying.apply(asked.targets().get(index));
        synchronized (tallies) {
            tallies.set(index, tallies.get(index).and(how, pace.millis()));
        }
    }

    private boolean isCalm() {
        for (int i = 0; i < tallies.size(); i++) {
            if (asked.open().get(i) != (tallies.get(i).how() == How.REACHED)) {
                return false;
            }
        }
        return true;
    }

    private String report(String name, long now) {
        var text = new StringBuilder("reach 1 " + name + "\n");
        for (int i = 0; i < tallies.size(); i++) {
            text.append(i).append(' ').append(tallies.get(i)).append('\n');
        }
        return text.append("end ").append(now).append('\n').toString();
    }
}
