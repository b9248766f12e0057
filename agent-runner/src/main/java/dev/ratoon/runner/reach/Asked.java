package dev.ratoon.runner.reach;

import java.util.ArrayList;
import java.util.List;

/**
 * Words of a command line: {@code open=tcp:...} for what must be reached, {@code shut=tcp:...} for
 * what must not; in the order in which they stand.
 */
record Asked(List<Target> targets, List<Boolean> open) {
    static Asked of(List<String> words) {
        List<Target> targets = new ArrayList<>();
        List<Boolean> open = new ArrayList<>();
        for (String word : words) {
            if (!word.startsWith("open=") && !word.startsWith("shut=")) {
                throw new IllegalArgumentException(
                        "'" + word + "' is neither open=ADDRESS nor shut=ADDRESS");
            }
            targets.add(Target.of(word.substring(5)));
            open.add(word.startsWith("open="));
        }
        return new Asked(List.copyOf(targets), List.copyOf(open));
    }

    List<Target> wanted(boolean open) {
        List<Target> wanted = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            if (this.open.get(i) == open) {
                wanted.add(targets.get(i));
            }
        }
        return wanted;
    }
}
