package dev.ratoon.runner.reach;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps a sandbox from beginning until the network policy holds its pod. Opens when something
 * allowed was reached (so there is a network) and then nothing forbidden; also when nothing at all
 * was reached for so long that no policy is only late. Never opens while something forbidden is
 * reached.
 */
final class Gate {
    /** After which nothing forbidden being reached is enough. */
    static final long SILENCE = 10_000;

    /** After which a policy is not late, but missing. */
    static final long LATEST = 30_000;

    private static final long BETWEEN = 50;

    private final Asked asked;
    private final Function<Target, How> trying;
    private final Pace pace;

    Gate(Asked asked, Function<Target, How> trying, Pace pace) {
        this.asked = asked;
        this.trying = trying;
        this.pace = pace;
    }

    /** Returns when the walls stand, or with what is reached still. */
    Optional<Target> await() {
        List<Target> open = asked.wanted(true);
        List<Target> shut = asked.wanted(false);
        long leaked = 0;
        while (true) {
            // In this order: what is shut is tried once the network is known to carry.
            boolean carries = first(open).isPresent();
            Optional<Target> leak = first(shut);
            long now = pace.millis();
            if (leak.isPresent()) {
                leaked = now;
                if (now >= LATEST) {
                    return leak;
                }
            } else if (carries || now - leaked >= SILENCE) {
                return Optional.empty();
            }
            pace.pause(BETWEEN);
        }
    }

    private Optional<Target> first(List<Target> targets) {
        return targets.stream().filter(each -> trying.apply(each) == How.REACHED).findFirst();
    }
}
