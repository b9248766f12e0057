package dev.ratoon.controlplane.life;

import java.util.List;

/** What a rule matches: exactly this argv, in exactly this directory. */
public record Command(List<String> argv, String directory) {
    public Command {
        argv = List.copyOf(argv);
    }
}
