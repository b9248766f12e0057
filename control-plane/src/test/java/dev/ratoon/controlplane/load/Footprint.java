package dev.ratoon.controlplane.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a process uses of the machine, over time, as Linux tells. */
final class Footprint {
    private static final double TICKS = 100;

    private final long pid;
    private final List<Long> mebibytes = new ArrayList<>();
    private final double began;
    private final long clock = System.nanoTime();

    Footprint(long pid) throws IOException {
        this.pid = pid;
        this.began = processorSeconds();
    }

    void sample() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                mebibytes.add(Long.parseLong(line.replaceAll("\\D", "")) >> 10);
            }
        }
    }

    private double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    String line() throws IOException {
        double seconds = (System.nanoTime() - clock) / 1e9;
        return String.format(
                "%-44s first %d, at a half %d, last %d, most %d MiB; processors used %.2f",
                "control plane: resident memory",
                mebibytes.getFirst(),
                mebibytes.get(mebibytes.size() / 2),
                mebibytes.getLast(),
                mebibytes.stream().mapToLong(Long::longValue).max().orElse(0),
                (processorSeconds() - began) / seconds);
    }
}
