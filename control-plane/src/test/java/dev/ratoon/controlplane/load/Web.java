package dev.ratoon.controlplane.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.microsoft.playwright.options.WaitUntilState;
import dev.ratoon.controlplane.page.Chromium;
import dev.ratoon.controlplane.page.Tab;
import java.util.List;
import java.util.Map;

/**
 * The web app in the machine's Chromium: an agent with a long log opened, pages watched while
 * agents stream, and a long list scrolled. The browser is measured, and started by us.
 */
record Web(Target target, int agents, int seconds, int listed) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS = 50_000;
    private static final int OPENED = 5;
    private static final int FRAME = 120;
    private static final String LAST = "this is the newest of all";

    void run() throws Exception {
        var fleet = new LoadFleet(target);
        try (var chromium = new Chromium()) {
            LoadAgent talkative = fleet.talkative(EVENTS, LAST);
            open(chromium, name(talkative));
            var streaming =
                    new Streaming(target, new Streaming.Load(agents, seconds, true, 100, false));
            List<LoadAgent> working = fleet.working(agents);
            streaming.begin(working);
            stream(chromium, "/", "dashboard", Math.min(seconds, 30));
            stream(chromium, "/agents/" + name(working.getFirst()), "an agent", seconds);
            streaming.end();
            fleet.paused(listed - agents - 1);
            scroll(chromium);
        }
    }

    private static String name(LoadAgent agent) {
        return "load-" + agent.id();
    }

    private Tab tab(Chromium chromium, String path) throws Exception {
        String answer = Calls.to(target).ask("POST", "/api/login-links", Map.of());
        Tab tab = chromium.tab().signIn(JSON.readTree(answer).path("link").asText());
        if (!path.equals("/")) {
            tab.page().navigate(target.url().resolve(path).toString());
        }
        tab.page().locator("main h1").waitFor();
        return tab;
    }

    private void open(Chromium chromium, String name) throws Exception {
        var clicked = new Latencies[] {new Latencies(), new Latencies()};
        var loaded = new Latencies[] {new Latencies(), new Latencies()};
        for (int i = 0; i < OPENED; i++) {
            try (Tab tab = tab(chromium, "/")) {
                String path = "/agents/" + name;
                tab.page().locator("a[href='" + path + "']").first().waitFor();
                keep(tab.page().evaluate(WebProbes.OPEN, List.of(path, LAST)), clicked);
                tab.page()
                        .navigate(
                                target.url().resolve(path).toString(),
                                new Page.NavigateOptions()
                                        .setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
                keep(tab.page().evaluate(WebProbes.OPEN, List.of("", LAST)), loaded);
            }
        }
        String what = EVENTS + " events, ";
        System.out.println(line(what + "clicked: newest drawn", clicked[0]));
        System.out.println(line(what + "clicked: no long task any more", clicked[1]));
        System.out.println(line(what + "page loaded: newest drawn", loaded[0]));
        System.out.println(line(what + "page loaded: no long task any more", loaded[1]));
    }

    private static void keep(Object answer, Latencies[] each) {
        for (int i = 0; i < each.length; i++) {
            each[i].add((long) (((Number) ((List<?>) answer).get(i)).doubleValue() * 1e6));
        }
    }

    private void stream(Chromium chromium, String path, String what, int time) throws Exception {
        try (Tab tab = tab(chromium, path)) {
            Page page = tab.page();
            page.waitForTimeout(3_000);
            double offset = offset(page);
            page.evaluate(WebProbes.WATCH);
            var latencies = new Latencies();
            String before = heap(page);
            long end = System.nanoTime() + time * 1_000_000_000L;
            while (System.nanoTime() < end) {
                if (path.equals("/")) {
                    rename(page);
                }
                page.waitForTimeout(250);
                for (Object one : (List<?>) page.evaluate(WebProbes.TAKE)) {
                    var pair = (List<?>) one;
                    double made = ((Number) pair.getFirst()).doubleValue() / 1e6 - offset;
                    latencies.add((long) ((((Number) pair.get(1)).doubleValue() - made) * 1e6));
                }
            }
            String title = what + ", " + agents + " agents stream";
            System.out.println(line(title + ": event -> drawn", latencies));
            System.out.printf("%-60s first %s; after %d s %s%n", title, before, time, heap(page));
            if (!tab.complaints().isEmpty()) {
                System.out.println("The page complains: " + tab.complaints());
            }
        }
    }

    /** What an agent says is not in the list: there it is its name that changes. */
    private void rename(Page page) throws Exception {
        Object first =
                page.evaluate(
                        "() => { const all = document.querySelectorAll('.row a.what');"
                                + " return all[Math.floor(Math.random() * all.length)].getAttribute('href') }");
        String agent = first.toString().replaceFirst("/agents/load-", "");
        Calls.to(target)
                .ask(
                        "PATCH",
                        "/api/agents/" + agent,
                        Map.of("title", "@" + System.nanoTime() + "@ is its name"));
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

    private static String heap(Page page) {
        var devtools = page.context().newCDPSession(page);
        devtools.send("HeapProfiler.collectGarbage");
        double used = devtools.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
        int nodes = devtools.send("Memory.getDOMCounters").get("nodes").getAsInt();
        devtools.detach();
        return "%.1f MiB of JavaScript, %d nodes".formatted(used / (1 << 20), nodes);
    }

    private void scroll(Chromium chromium) throws Exception {
        try (Tab tab = tab(chromium, "/")) {
            tab.page()
                    .locator("li.row[data-agent]")
                    .nth(listed - 1)
                    .waitFor(
                            new Locator.WaitForOptions()
                                    .setState(WaitForSelectorState.ATTACHED)
                                    .setTimeout(60_000));
            int rows = tab.page().locator("li.row[data-agent]").count();
            var frames = new Latencies();
            int late = 0;
            for (Object one : (List<?>) tab.page().evaluate(WebProbes.SCROLL, FRAME)) {
                double millis = ((Number) one).doubleValue();
                frames.add((long) (millis * 1e6));
                late += millis > 34 ? 1 : 0;
            }
            System.out.println(line("a list of " + rows + " scrolled: frames", frames));
            System.out.printf("%-60s %d of %d%n", "  longer than two", late, frames.count());
        }
    }

    private static String line(String what, Latencies times) {
        return "%-60s p50 %.1f   p95 %.1f   most %.1f ms  (%d)"
                .formatted(
                        what,
                        times.millis(0.5),
                        times.millis(0.95),
                        times.millis(1),
                        times.count());
    }
}
