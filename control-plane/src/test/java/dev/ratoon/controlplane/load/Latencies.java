package dev.ratoon.controlplane.load;

import java.util.Arrays;

/**
 * Times that were measured, counted by size: each is told to within a hundredth, the longest one
 * exactly. What is kept, and what it takes to tell, is the same after a second and after an hour.
 * Threads: any.
 */
final class Latencies {
    /** Each power of two is told apart in this many steps. */
    private static final int STEP_BITS = 7;

    private final long[] counts = new long[(Long.SIZE - STEP_BITS) << STEP_BITS];
    private long count;
    private long longest;

    synchronized void add(long time) {
        counts[step(Math.max(0, time))]++;
        count++;
        longest = Math.max(longest, time);
    }

    synchronized long count() {
        return count;
    }

    /** What came so far does not count: the start of a run is another matter. */
    synchronized void forget() {
        Arrays.fill(counts, 0);
        count = 0;
        longest = 0;
    }

    synchronized double millis(double part) {
        if (count == 0) {
            return Double.NaN;
        }
        long shorter = Math.min(count - 1, (long) (part * count));
        if (shorter == count - 1) {
            return longest / 1e6;
        }
        int step = 0;
        for (long seen = counts[0]; seen <= shorter; seen += counts[step]) {
            step++;
        }
        return Math.min(from(step), longest) / 1e6;
    }

    String line(String what) {
        return String.format(
                "%-44s p50 %8.2f   p99 %8.2f   most %8.2f ms  (%d)",
                what, millis(0.5), millis(0.99), millis(1), count());
    }

    /**
     * The step of a time: itself where it is small, else how long it is in bits and its first bits.
     */
    private static int step(long time) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(time) - STEP_BITS - 1);
        return (shift << STEP_BITS) + (int) (time >>> shift);
    }

    /** The shortest time of a step. */
    private static long from(int step) {
        int shift = Math.max(0, (step >> STEP_BITS) - 1);
        return (long) (step - (shift << STEP_BITS)) << shift;
    }
}
