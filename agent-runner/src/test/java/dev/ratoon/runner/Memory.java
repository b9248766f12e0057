package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a process takes: its proportional share, in KiB, as its kernel counts it. */
final class Memory {
    private static final long GROWTH = 32 << 10;

    private Memory() {}

    static long of(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElseThrow();
    }

    static void assertFlat(String who, long before, Process process) throws IOException {
        long after = of(process);
        say(String.format(Locale.ROOT, "%s: %d KiB before, %d KiB after", who, before, after));
        assertTrue(after - before < GROWTH, who + " grew from " + before + " to " + after + " KiB");
    }

    /** Into the build's log, for the pages that name numbers. */
    static void say(String words) {
        System.out.println("[measured] " + words);
    }
}
