package dev.ratoon.runner.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Signals that whoever started this process ignores, as a shell does for what it starts in the
 * background. All that is started from here would inherit that, and Ctrl-C would do nothing in its
 * terminals.
 */
public final class Ignored {
    private static final int[] OF_TERMINALS = {1, 2, 3}; // HUP, INT, QUIT
    private static final String IN_STATUS = "SigIgn:";

    private static final MethodHandle SIGNAL =
            Libc.handle("signal", ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);

    private Ignored() {}

    /** From now on they do again what they do by default. */
    public static void noMore() {
        long ignored = ignored();
        for (int signal : OF_TERMINALS) {
            if ((ignored >>> (signal - 1) & 1) == 1) {
                byDefault(signal);
            }
        }
    }

    private static void byDefault(int signal) {
        try {
            MemorySegment _ = (MemorySegment) SIGNAL.invokeExact(signal, MemorySegment.NULL);
        } catch (Throwable e) {
            throw Libc.failed("signal", e);
        }
    }

    private static long ignored() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(IN_STATUS))
                    .mapToLong(
                            line ->
                                    Long.parseUnsignedLong(
                                            line.substring(IN_STATUS.length()).strip(), 16))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("/proc is not there", e);
        }
    }
}
