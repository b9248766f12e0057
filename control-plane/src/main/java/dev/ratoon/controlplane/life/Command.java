package dev.ratoon.controlplane.life;

import java.util.List;

/**
 * What a rule matches: exactly this argv, in exactly this directory.
 *
 * @param directory empty when it was not said, which no rule matches: it might run anywhere
 */
public record Command(List<String> argv, String directory) {
    public Command {
        argv = List.copyOf(argv);
    }

    /** What is relative is so to what nobody knows. */
    public boolean saysWhere() {
        return directory.startsWith("/");
    }
}
