package dev.ratoon.controlplane.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Model calls through the gateway and straight to the same provider, which is in this process: what
 * the gateway adds to one, alone and among streams, and what of many streams comes through.
 */
final class Gateway {
    private static final int WARMING = 300;
    private static final int CALLS = 500;

    private final Target target;
    private final Load load;
    private final Traffic sent = new Traffic();
    private final Traffic arrived = new Traffic();
    private final LongAdder refused = new LongAdder();
    private final Latencies age = new Latencies();
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();
    private final ModelAsking straight;
    private final ModelAsking through;
    private volatile boolean over;

    record Load(int provider, int gateway, int streams, int seconds) {}

    Gateway(Target target, Load load) {
        this.target = target;
        this.load = load;
        this.straight = ModelAsking.straight(load.provider());
        this.through = ModelAsking.through(load.gateway());
    }

    void run() throws Exception {
        Calls.to(target).ask("PUT", "/api/keys/load", Map.of("key", "a-key-of-the-load-generator"));
        List<LoadAgent> agents = new LoadFleet(target).working(load.streams());
        try (var provider = new LoadProvider(load.provider(), sent)) {
            measure(agents, WARMING, "");
            measure(agents, CALLS, "alone");
            System.out.println(Memory.of(target.pid()).line("before"));
            stream(agents, LoadProvider.PACED, provider, load.seconds());
        }
        // The last calls are written down.
        await(5);
        over = false;
        try (var provider = new LoadProvider(load.provider(), sent)) {
            stream(agents, LoadProvider.FLOOD, provider, Math.min(load.seconds(), 30));
        }
        await(5);
        System.out.println(Memory.of(target.pid()).line("5 s after all streams"));
    }

    /** One after the other, so that both meet the same machine. */
    private void measure(List<LoadAgent> agents, int times, String among) throws Exception {
        var whole = new Latencies[] {new Latencies(), new Latencies()};
        var first = new Latencies[] {new Latencies(), new Latencies()};
        for (int i = 0; i < times; i++) {
            LoadAgent agent = agents.get(i % agents.size());
            for (int way = 0; way < 2; way++) {
                ModelAsking asking = way == 0 ? straight : through;
                whole[way].add(time(asking, agent, false));
                first[way].add(time(asking, agent, true));
            }
        }
        if (!among.isEmpty()) {
            report("call", among, whole);
            report("first piece", among, first);
        }
    }

    private static void report(String what, String among, Latencies[] ways) {
        System.out.println(ways[0].line(what + ", straight; " + among));
        System.out.println(ways[1].line(what + ", through; " + among));
        System.out.printf(
                "%-44s p50 %8.2f   p99 %8.2f ms%n",
                "  added",
                ways[1].millis(0.5) - ways[0].millis(0.5),
                ways[1].millis(0.99) - ways[0].millis(0.99));
    }

    /** Until the whole answer, or the first of a stream, was read. */
    private static long time(ModelAsking asking, LoadAgent agent, boolean stream) throws Exception {
        long began = System.nanoTime();
        try (InputStream in = asking.ask(agent, LoadProvider.ONE, stream)) {
            if (!stream) {
                in.readAllBytes();
                return System.nanoTime() - began;
            }
            int _ = in.read(new byte[8 << 10]);
            long took = System.nanoTime() - began;
            in.readAllBytes();
            return took;
        }
    }

    private void stream(List<LoadAgent> agents, String model, LoadProvider provider, int seconds)
            throws Exception {
        boolean paced = model.equals(LoadProvider.PACED);
        String title =
                agents.size()
                        + " streams, "
                        + (paced ? LoadProvider.RATE + " events/s each" : "flooded");
        var begun = new CountDownLatch(agents.size());
        var threads = new ArrayList<Thread>();
        for (LoadAgent agent : agents) {
            threads.add(Thread.startVirtualThread(() -> follow(agent, model, begun)));
        }
        if (!begun.await(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    begun.getCount() + " streams do not begin", trouble.get());
        }
        await(Math.min(seconds, 5));
        System.out.println(Memory.of(target.pid()).line(title + ", at first"));
        await(1);
        age.forget();
        sent.forgetGaps();
        arrived.forgetGaps();
        Traffic.Sum sentBefore = sent.sum();
        Traffic.Sum before = arrived.sum();
        long began = System.nanoTime();
        var footprint = new Footprint(target.pid());
        footprint.sample();
        for (int left = seconds; left > 0; left -= 10) {
            await(Math.min(left, 10));
            footprint.sample();
            System.err.println("  " + age.line("so far"));
        }
        double took = (System.nanoTime() - began) / 1e9;
        System.out.println(rate(title + ": sent", sent, sentBefore, took));
        System.out.println(rate(title + ": arrived", arrived, before, took));
        System.out.println(age.line("  made -> arrived"));
        System.out.println(footprint.line());
        if (paced) {
            measure(agents, CALLS / 5, "among streams");
        }
        System.out.println(Memory.of(target.pid()).line(title + ", at last"));
        over = true;
        provider.over();
        for (Thread thread : threads) {
            thread.join();
        }
        if (trouble.get() != null) {
            throw new IllegalStateException("a stream broke", trouble.get());
        }
        System.out.printf(
                "%-44s %s sent, %s arrived; %d times no place was free%n",
                "  from the first to the last", sent.sum(), arrived.sum(), refused.sum());
    }

    private static String rate(String what, Traffic traffic, Traffic.Sum before, double seconds) {
        Traffic.Sum sum = traffic.sum().since(before);
        return "%-44s %.2f MiB/s, %.0f events/s, longest gap %.0f ms"
                .formatted(
                        what,
                        sum.bytes() / seconds / (1 << 20),
                        sum.events() / seconds,
                        traffic.longestGapMillis());
    }

    private void follow(LoadAgent agent, String model, CountDownLatch begun) {
        byte[] buffer = new byte[16 << 10];
        try {
            while (!over) {
                try (InputStream in = through.ask(agent, model, true)) {
                    var gaps = new Traffic.Gaps(arrived);
                    var stamps = new Stamps(age);
                    begun.countDown();
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        gaps.passed(buffer, n);
                        stamps.take(buffer, n);
                    }
                } catch (ModelAsking.Full _) {
                    refused.increment();
                    boolean _ = new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
                }
            }
        } catch (IOException | IllegalStateException e) {
            trouble.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(int seconds) throws InterruptedException {
        boolean _ = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }
}
