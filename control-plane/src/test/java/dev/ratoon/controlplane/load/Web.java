package dev.ratoon.controlplane.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.microsoft.playwright.options.WaitUntilState;
import dev.ratoon.controlplane.page.Chromium;
import dev.ratoon.controlplane.page.Tab;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The web app in the machine's Chromium: an agent with a long log opened, the dashboard and an
 * agent's page watched while agents stream, and a long list scrolled. The browser is measured, and
 * started by us.
 *
 * <p>An agent's page holds ever more of a log until it holds {@link #HELD} events, and then lets
 * the older half go: what it holds can be compared only where that is equally many. So the agent
 * that is watched has first said more than that, and from a tenth of the time to its end says as
 * many as are let go at once.
 */
record Web(Target target, int agents, int seconds, int listed) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS = 50_000;
    private static final int OPENED = 5;
    private static final int FRAME = 120;
    private static final String LAST = "this is the newest of all";

    /** How long an agent may take to be opened, in milliseconds. */
    private static final double SOON = 1_000;

    /** As {@code control-plane/web/src/agent/reading.ts} has it. */
    private static final int HELD = 20_000;

    /** Half way from what is left then to when it is let go: so little errors do no harm. */
    private static final int SAID_BEFORE = HELD + HELD / 4;

    private static final int PATIENCE = 300;

    /** What it does not keep to, in words. */
    List<String> run() throws Exception {
        var fleet = new LoadFleet(target);
        List<String> missed = new ArrayList<>();
        try (var chromium = new Chromium()) {
            LoadAgent talkative = fleet.talkative(EVENTS, LAST);
            missed.addAll(open(chromium, name(talkative)));
            var streaming =
                    new Streaming(target, new Streaming.Load(agents, seconds, true, 100, false));
            List<LoadAgent> working = fleet.working(agents);
            streaming.begin(working);
            missed.addAll(stream(chromium, streaming, name(working.getFirst())));
            streaming.end();
            fleet.paused(listed - agents - 1);
            scroll(chromium);
        }
        return missed;
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

    private List<String> open(Chromium chromium, String name) throws Exception {
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
        List<String> missed = new ArrayList<>();
        for (Latencies each : List.of(clicked[0], loaded[0])) {
            if (each.millis(1) > SOON) {
                missed.add(
                        String.format(
                                Locale.ROOT,
                                "an agent of %d events is opened in %.0f ms (%s), and may take %.0f",
                                EVENTS,
                                each.millis(1),
                                each == clicked[0] ? "clicked" : "page loaded",
                                SOON));
            }
        }
        return missed;
    }

    private static void keep(Object answer, Latencies[] each) {
        for (int i = 0; i < each.length; i++) {
            each[i].add((long) (((Number) ((List<?>) answer).get(i)).doubleValue() * 1e6));
        }
    }

    /** Both pages are looked at in the same time, as on two screens. */
    private List<String> stream(Chromium chromium, Streaming streaming, String agent)
            throws Exception {
        String many = ", " + agents + " agents stream";
        List<String> missed = new ArrayList<>();
        try (var dashboard = new WatchedPage("dashboard" + many, tab(chromium, "/"));
                var one = new WatchedPage("an agent" + many, tab(chromium, "/agents/" + agent))) {
            List<WatchedPage> both = List.of(dashboard, one);
            sayMuch(streaming, one.page());
            both.forEach(WatchedPage::watch);
            streaming.firstLogs(HELD / 2 / (seconds * 0.9));
            long begun = System.nanoTime();
            for (int tenth = 0; tenth <= WatchedPage.TENTHS; tenth++) {
                int after = seconds * tenth / WatchedPage.TENTHS;
                long until = begun + TimeUnit.SECONDS.toNanos(after);
                while (System.nanoTime() < until) {
                    rename(dashboard.page());
                    dashboard.page().waitForTimeout(250);
                    both.forEach(WatchedPage::take);
                }
                both.forEach(each -> each.weigh(after));
            }
            for (WatchedPage each : both) {
                System.out.println(each.line());
                missed.addAll(each.missed());
            }
        }
        return missed;
    }

    /** Until the page of the first has let go of what it said at first. */
    private static void sayMuch(Streaming streaming, Page page) {
        streaming.firstLogs(5_000);
        long begun = System.nanoTime();
        while (streaming.firstHasLogged() < SAID_BEFORE) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE)) {
                throw new IllegalStateException(
                        "in "
                                + PATIENCE
                                + " s only "
                                + streaming.firstHasLogged()
                                + " were logged");
            }
            page.waitForTimeout(20);
        }
        streaming.firstLogs(0);
        // It draws all of that.
        page.waitForTimeout(10_000);
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

    static String line(String what, Latencies times) {
        return "%-60s p50 %.1f   p95 %.1f   most %.1f ms  (%d)"
                .formatted(
                        what,
                        times.millis(0.5),
                        times.millis(0.95),
                        times.millis(1),
                        times.count());
    }
}
