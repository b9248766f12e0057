package dev.ratoon.controlplane.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.Locale;

/** A stream with more agents than anybody has, and how the page keeps up with them. */
final class ThousandAgents {
    static final int MANY = 1_000;

    private static final List<String> STATES =
            List.of("idle", "working", "paused", "failed", "queued");

    private static final List<String> OWNERS = List.of("ada", "grace", "margaret");

    private static final List<String> REPOSITORIES = List.of("shop", "payments", "search", "docs");

    private static final List<String> HARNESSES =
            List.of("opencode", "opencode", "opencode", "opencode", "codex", "codex", "codex");

    private ThousandAgents() {}

    /** All of them at once; the page is told to come back in a quarter of an hour. */
    static Route.FulfillOptions answer() {
        var events = new StringBuilder("retry: 900000\n\nevent: fleet\ndata: {}\n\n");
        for (int i = 0; i < MANY; i++) {
            events.append("event: agent\ndata: ").append(agent(i)).append("\n\n");
        }
        events.append("id: 1\nevent: fleet-complete\ndata: {}\n\n");
        return new Route.FulfillOptions()
                .setStatus(200)
                .setContentType("text/event-stream")
                .setBody(events.toString());
    }

    private static String agent(int i) {
        return String.format(
                Locale.ROOT,
                """
                {"id":"agent-%1$d","name":"agent-%1$d","title":"Mend papercut %1$d of the settings page",\
                "owner":"%3$s","repository":"https://github.com/acme/%4$s","branch":"ratoon/mend-%1$d",\
                "harness":"%5$s","mode":"normal","state":"%2$s","since":"2026-01-02T03:04:05Z",\
                "doing":"works on turn 2","muted":false,"may":["steer","decide","delete"],"unconfined":false,"turn":2,"decisions":0,\
                "changes":{"files":3,"added":%1$d,"removed":7,"more":false},\
                "spent":{"calls":9,"input":41000,"output":900,"money":"0.12","estimated":"0","estimates":0,"unpriced":0},\
                "limits":{"minutes":60,"turns":20},"createdAt":"2026-01-02T03:04:05Z","lastSeq":9}""",
                i,
                each(STATES, i),
                each(OWNERS, i),
                each(REPOSITORIES, i),
                each(HARNESSES, i));
    }

    private static String each(List<String> all, int i) {
        return all.get(i % all.size());
    }

    /**
     * How the page kept up.
     *
     * @param gaps milliseconds between frames, sorted
     * @param work milliseconds of a processor that the page's thread has used for all of them
     */
    record Scrolled(List<Double> gaps, double work) {
        double gap(int percent) {
            return gaps.get(gaps.size() * percent / 100);
        }

        double workOfAFrame() {
            return work / gaps.size();
        }
    }

    /** Goes through all of the list for four seconds. */
    @SuppressWarnings("unchecked")
    static Scrolled scroll(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        var time = new JsonObject();
        time.addProperty("timeDomain", "threadTicks");
        session.send("Performance.enable", time);
        double before = worked(session);
        List<Number> gaps =
                (List<Number>)
                        page.evaluate(
                                """
                                async () => {
                                  const gaps = [];
                                  const begun = performance.now();
                                  let last = begun;
                                  while (last - begun < 4000) {
                                    await new Promise(requestAnimationFrame);
                                    const now = performance.now();
                                    gaps.push(now - last);
                                    last = now;
                                    scrollTo(0, (now - begun) * 4);
                                  }
                                  return gaps.sort((a, b) => a - b);
                                }
                                """);
        double work = worked(session) - before;
        session.detach();
        return new Scrolled(gaps.stream().map(Number::doubleValue).toList(), work);
    }

    private static double worked(CDPSession session) {
        for (JsonElement metric :
                session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            JsonObject named = metric.getAsJsonObject();
            if (named.get("name").getAsString().equals("TaskDuration")) {
                return named.get("value").getAsDouble() * 1_000;
            }
        }
        throw new AssertionError("this browser does not say how long its tasks take");
    }
}
