package dev.ratoon.runner.walls;

import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Endpoint;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tells what a sandbox tries past its gateways: soon after the first of it, and then ever more
 * seldom, so that whoever tries for ever fills no log.
 */
public final class Lookout {
    /** One attempt is seldom alone. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Ends of sockets that are read in a second; the kernel forgets what is beyond its room. */
    static final int MOST = 1000;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private Lookout() {}

    /** Waits for the next one. */
    interface Ends {
        SocketEnd next() throws IOException;
    }

    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /**
     * From now on, until this process ends.
     *
     * @param gateways where the runner itself goes
     * @param log takes a sentence
     */
    public static void begin(Collection<Endpoint> gateways, Consumer<String> log) {
        SocketEnds ends;
        try {
            ends = SocketEnds.open();
        } catch (IOException e) {
            Account.say("What is tried past the gateways is not told here: " + e.getMessage());
            return;
        }
        Strays strays = new Strays(addresses(gateways));
        Threads.platform(
                "lookout", () -> look(ends::next, strays, System::nanoTime, Thread::sleep));
        Threads.virtual("strays", () -> tell(strays, log));
    }

    private static Set<InetSocketAddress> addresses(Collection<Endpoint> gateways) {
        return gateways.stream()
                .filter(Endpoint.Tcp.class::isInstance)
                .map(Endpoint.Tcp.class::cast)
                .map(each -> new InetSocketAddress(each.host(), each.port()))
                .collect(Collectors.toSet());
    }

    /** So that whoever opens sockets as fast as can be takes no processor from the runner. */
    static void look(Ends ends, Strays strays, LongSupplier nanos, Pause pause)
            throws InterruptedException {
        try {
            while (true) {
                long began = nanos.getAsLong();
                for (int i = 0; i < MOST; i++) {
                    strays.add(ends.next());
                }
                Duration left = SECOND.minusNanos(nanos.getAsLong() - began);
                if (left.isPositive()) {
                    pause.of(left);
                }
            }
        } catch (IOException e) {
            Account.say("What is tried past the gateways is told no more: " + e.getMessage());
        }
    }

    private static void tell(Strays strays, Consumer<String> log) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            strays.await();
            Thread.sleep(TOGETHER);
            log.accept(strays.take());
            Thread.sleep(pause);
            pause = longer(pause);
        }
    }

    static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
