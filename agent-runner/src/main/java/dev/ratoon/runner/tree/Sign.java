package dev.ratoon.runner.tree;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signals by name: the same numbers on every Linux that Java 25 runs on. */
public final class Sign {
    public static final int KILL = 9;
    public static final int TERM = 15;
    public static final int CONT = 18;
    public static final int STOP = 19;

    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("HUP", 1),
                    Map.entry("INT", 2),
                    Map.entry("QUIT", 3),
                    Map.entry("ABRT", 6),
                    Map.entry("KILL", KILL),
                    Map.entry("USR1", 10),
                    Map.entry("USR2", 12),
                    Map.entry("PIPE", 13),
                    Map.entry("ALRM", 14),
                    Map.entry("TERM", TERM),
                    Map.entry("CONT", CONT),
                    Map.entry("STOP", STOP),
                    Map.entry("TSTP", 20),
                    Map.entry("TTIN", 21),
                    Map.entry("TTOU", 22),
                    Map.entry("WINCH", 28));

    private Sign() {}

    public static @Nullable Integer number(String name) {
        return NUMBERS.get(name);
    }
}
