package dev.ratoon.controlplane.load;

import java.util.Arrays;

/** Times that were measured, every one of them. Threads: any. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    synchronized void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = time;
    }

    synchronized int count() {
        return count;
    }

    /** What came so far does not count: the start of a run is another matter. */
    synchronized void forget() {
        count = 0;
    }

    synchronized double millis(double part) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1L, (long) (part * count))] / 1e6;
    }

    String line(String what) {
        return String.format(
                "%-44s p50 %8.2f   p99 %8.2f   most %8.2f ms  (%d)",
                what, millis(0.5), millis(0.99), millis(1), count());
    }
}
