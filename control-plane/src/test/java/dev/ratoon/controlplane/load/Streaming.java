package dev.ratoon.controlplane.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Agents that stream, each before a reader of its own; one reader in ten is stalled. */
final class Streaming {
    private static final int RATE = 10;
    private static final int STEP = 10;

    private final Target target;
    private final Load load;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Latencies latencies = new Latencies();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong held = new AtomicLong();
    private final List<LoadRunner> runners = new ArrayList<>();
    private volatile boolean over;
    private volatile long logged;
    private double perSecond;
    private long since;
    private long tick;

    /**
     * What is streamed.
     *
     * @param live all but one in ten are pieces for those who watch, as a model's words are
     * @param ahead how many records a runner makes before they are acknowledged
     * @param unbounded as fast as they are acknowledged, instead of ten a second
     */
    record Load(int agents, int seconds, boolean live, int ahead, boolean unbounded) {}

    Streaming(Target target, Load load) {
        this.target = target;
        this.load = load;
    }

    void run() throws Exception {
        List<LoadAgent> agents = new LoadFleet(target).working(load.agents());
        follow(agents);
        begin(agents);
        await(Math.min(15, load.seconds()));
        latencies.forget();
        long before = sent.get();
        long began = System.nanoTime();
        var footprint = new Footprint(target.pid());
        long until = began + TimeUnit.SECONDS.toNanos(load.seconds());
        for (long left = load.seconds(); left > 0; left = seconds(until - System.nanoTime())) {
            await((int) Math.min(left, 5));
            footprint.sample();
            System.err.println("  " + latencies.line("so far"));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long made = sent.get() - before;
        System.out.println(latencies.line(title()));
        System.out.printf(
                "%-44s %.0f a second; held back %d; unacknowledged at the end %d%n",
                "made", made / seconds, held.get(), unacknowledged());
        System.out.println(footprint.line());
        end();
    }

    /** Their runners connect and speak from now on. */
    void begin(List<LoadAgent> agents) throws InterruptedException {
        connect(agents);
        vertx.setPeriodic(load.unbounded() ? 1 : 1_000 / RATE / STEP, _ -> tick());
    }

    /** Whatever else it says, the first of them logs so many more a second from now on. */
    void firstLogs(double some) {
        vertx.runOnContext(
                _ -> {
                    perSecond = some;
                    since = System.nanoTime();
                    logged = 0;
                });
    }

    /** How many more, since it was told to. */
    long firstHasLogged() {
        return logged;
    }

    void end() {
        over = true;
        vertx.close();
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    private String title() {
        return load.agents()
                + " agents, "
                + (load.unbounded() ? "as fast as can be" : RATE + "/s each")
                + (load.live() ? ", live" : ", logged");
    }

    private long unacknowledged() {
        return runners.stream().mapToLong(LoadRunner::unacknowledged).sum();
    }

    private void connect(List<LoadAgent> agents) throws InterruptedException {
        var client =
                vertx.createWebSocketClient(
                        new WebSocketClientOptions().setMaxConnections(agents.size() + 1));
        var welcomed = new CountDownLatch(agents.size());
        for (LoadAgent agent : agents) {
            var runner = new LoadRunner(agent, vertx, client, target.runners(), watch(welcomed));
            runners.add(runner);
            vertx.runOnContext(_ -> runner.connect());
        }
        arrive(welcomed, "runners");
    }

    private LoadRunner.Watch watch(CountDownLatch welcomed) {
        return new LoadRunner.Watch() {
            @Override
            public void welcomed() {
                welcomed.countDown();
            }

            @Override
            public void lost() {
                if (!over) {
                    System.err.println("  a runner's connection was lost");
                }
            }
        };
    }

    private void follow(List<LoadAgent> agents) throws InterruptedException {
        var client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setMaxPoolSize(agents.size() + 1)
                                .setKeepAlive(false));
        var here = new CountDownLatch(agents.size());
        for (int i = 0; i < agents.size(); i++) {
            var reader = new LoadReader(agents.get(i).id(), latencies, i % 10 == 9);
            vertx.runOnContext(_ -> reader.follow(client, target.readers(), 12, here::countDown));
        }
        arrive(here, "readers");
    }

    private static void arrive(CountDownLatch all, String who) throws InterruptedException {
        if (!all.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(all.getCount() + " " + who + " did not come through");
        }
    }

    /** A tenth of the runners at a time, so that they do not all speak at once. */
    private void tick() {
        long now = tick++;
        for (int i = (int) (now % STEP); i < runners.size(); i += STEP) {
            boolean durable = !load.live() || (now / STEP) % 10 == 0;
            LoadRunner runner = runners.get(i);
            if (durable ? runner.report(load.ahead()) : runner.show()) {
                sent.incrementAndGet();
            } else {
                held.incrementAndGet();
            }
        }
        logMore();
    }

    /** As many as are due, also where the clock's beats came late. */
    private void logMore() {
        long due = (long) (perSecond * (System.nanoTime() - since) / 1e9);
        long made = logged;
        while (made < due && runners.getFirst().report(load.ahead())) {
            made++;
        }
        logged = made;
    }

    private static void await(int seconds) throws InterruptedException {
        boolean _ = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }
}
