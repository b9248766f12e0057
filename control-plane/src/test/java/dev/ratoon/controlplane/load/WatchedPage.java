package dev.ratoon.controlplane.load;

import com.microsoft.playwright.Page;
import dev.ratoon.controlplane.page.Tab;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A page while agents stream: how long an event takes until it is drawn, and what the page holds at
 * each tenth of the time, after a collection.
 */
final class WatchedPage implements AutoCloseable {
    static final int TENTHS = 10;

    /** How long nineteen events in twenty may take. */
    private static final double PROMPT = 100;

    /** What it may hold at last, of what it held at a tenth of the time. */
    private static final double GROWTH = 1.1;

    private final String what;
    private final Tab tab;
    private final Latencies latencies = new Latencies();
    private final List<Held> held = new ArrayList<>();
    private double offset;

    private record Held(double mebibytes, int nodes) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f MiB of JavaScript, %d nodes", mebibytes, nodes);
        }
    }

    WatchedPage(String what, Tab tab) {
        this.what = what;
        this.tab = tab;
    }

    Page page() {
        return tab.page();
    }

    void watch() {
        offset = offset(page());
        page().evaluate(WebProbes.WATCH);
    }

    /** What it has drawn since it was asked last. */
    void take() {
        for (Object one : (List<?>) page().evaluate(WebProbes.TAKE)) {
            var pair = (List<?>) one;
            double made = ((Number) pair.getFirst()).doubleValue() / 1e6 - offset;
            latencies.add((long) ((((Number) pair.get(1)).doubleValue() - made) * 1e6));
        }
    }

    void weigh(int seconds) {
        var devtools = page().context().newCDPSession(page());
        // What only the first has set free, such as what waits for its last word, the second takes.
        devtools.send("HeapProfiler.collectGarbage");
        devtools.send("HeapProfiler.collectGarbage");
        double used = devtools.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
        int nodes = devtools.send("Memory.getDOMCounters").get("nodes").getAsInt();
        devtools.detach();
        held.add(new Held(used / (1 << 20), nodes));
        System.out.printf("%-60s %s%n", what + " holds after " + seconds + " s", held.getLast());
    }

    String line() {
        return Web.line(what + ": event -> drawn", latencies);
    }

    /** What it does not keep to, in words. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        double p95 = latencies.millis(0.95);
        // No event at all is none in time.
        if (!(p95 <= PROMPT)) {
            missed.add(
                    String.format(
                            Locale.ROOT,
                            "%s: an event takes %.1f ms until it is drawn (p95 of %d), and may take %.0f",
                            what,
                            p95,
                            latencies.count(),
                            PROMPT));
        }
        Held early = held.get(1);
        Held late = held.getLast();
        if (late.mebibytes > early.mebibytes * GROWTH || late.nodes > early.nodes * GROWTH) {
            missed.add(
                    String.format(
                            Locale.ROOT,
                            "%s: it grows: at a tenth of the time it held %s, at last %s",
                            what,
                            early,
                            late));
        }
        tab.complaints().forEach(each -> missed.add(what + ": the browser complains: " + each));
        return missed;
    }

    /** What the page's clock is behind ours: by the quickest of some questions. */
    private static double offset(Page page) {
        long quickest = Long.MAX_VALUE;
        double offset = 0;
        for (int i = 0; i < 100; i++) {
            long asked = System.nanoTime();
            double there = ((Number) page.evaluate("performance.now()")).doubleValue();
            long took = System.nanoTime() - asked;
            if (took < quickest) {
                quickest = took;
                offset = (asked + took / 2) / 1e6 - there;
            }
        }
        System.err.printf("  the page's clock is known to %.1f ms%n", quickest / 2e6);
        return offset;
    }

    @Override
    public void close() {
        tab.close();
    }
}
