package dev.ratoon.controlplane.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a JVM holds after a full collection, by its own tools and by Linux. */
record Memory(long pss, long heap) {
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    static Memory of(long pid) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        long heap =
                USED.matcher(jcmd(pid, "GC.heap_info")).results().mapToLong(Memory::number).sum();
        Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        long pss =
                Pattern.compile("Pss: +(\\d+)")
                        .matcher(Files.readString(rollup))
                        .results()
                        .mapToLong(Memory::number)
                        .sum();
        return new Memory(pss, heap);
    }

    private static long number(MatchResult found) {
        return Long.parseLong(found.group(1));
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(tool, Long.toString(pid), command).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("jcmd " + command + ": " + said);
        }
        return said;
    }

    String line(String when) {
        return "%-44s PSS %.1f MiB; heap after a collection %.1f MiB"
                .formatted("control plane: " + when, pss / 1024.0, heap / 1024.0);
    }
}
