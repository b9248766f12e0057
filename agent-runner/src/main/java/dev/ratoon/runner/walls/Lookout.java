package dev.ratoon.runner.walls;

import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Endpoint;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
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

    private static final Duration UNTIL_NEXT_KNOCK = Duration.ofSeconds(10);

    private final Endpoint.Tcp control;
    private final Strays strays;
    private final Consumer<String> log;

    /** Not before it is known that it sees what is dialled. */
    private volatile boolean tells;

    private Lookout(Endpoint.Tcp control, Strays strays, Consumer<String> log) {
        this.control = control;
        this.strays = strays;
        this.log = log;
    }

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
     * @param control of these gateways one that the runner can knock at
     * @param gateways where the runner itself goes
     * @param log takes a sentence
     */
    public static Lookout begin(
            Endpoint.Tcp control, Collection<Endpoint> gateways, Consumer<String> log) {
        var strays = new Strays(addresses(gateways), ownAddresses());
        var lookout = new Lookout(control, strays, log);
        Threads.platform("lookout", lookout::look);
        return lookout;
    }

    /** What was not told yet, now that this process ends. */
    public void end() {
        if (tells) {
            strays.rest().ifPresent(log);
        }
    }

    private static Set<InetSocketAddress> addresses(Collection<Endpoint> gateways) {
        return gateways.stream()
                .filter(Endpoint.Tcp.class::isInstance)
                .map(each -> address((Endpoint.Tcp) each))
                .collect(Collectors.toSet());
    }

    private static InetSocketAddress address(Endpoint.Tcp endpoint) {
        return new InetSocketAddress(endpoint.host(), endpoint.port());
    }

    private static Set<InetAddress> ownAddresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toSet());
        } catch (SocketException e) {
            Account.detail("this machine does not say its addresses", e);
            return Set.of();
        }
    }

    private void look() throws InterruptedException {
        try {
            SocketEnds ends = SocketEnds.open();
            int knock = knock();
            if (!isSeenAsDialled(ends::next, knock, address(control), strays)) {
                throw new IOException("addresses that are dialled are changed on the way");
            }
            tells = true;
            Threads.virtual("strays", this::tell);
            look(ends::next, strays, System::nanoTime, Thread::sleep);
        } catch (IOException e) {
            Account.say("What is tried past the gateways is not told: " + e.getMessage());
        }
    }

    /** Connects, and ends that; its own port. */
    private int knock() throws InterruptedException {
        while (true) {
            try (SocketChannel channel = control.dial()) {
                return ((InetSocketAddress) channel.getLocalAddress()).getPort();
            } catch (IOException e) {
                Account.detail("the control plane is away", e);
                Thread.sleep(UNTIL_NEXT_KNOCK);
            }
        }
    }

    /**
     * Whether the kernel tells of a connection of ours to whom it was. Where it is turned to
     * another address already when it is made, as some engines do with services, nobody knows a
     * gateway.
     */
    static boolean isSeenAsDialled(Ends ends, int knock, InetSocketAddress dialled, Strays strays)
            throws IOException {
        SocketEnd end = ends.next();
        while (end.udp() || end.fromPort() != knock) {
            strays.add(end);
            end = ends.next();
        }
        return dialled.equals(new InetSocketAddress(end.to(), end.port()));
    }

    /** So that whoever opens sockets as fast as can be takes no processor from the runner. */
    static void look(Ends ends, Strays strays, LongSupplier nanos, Pause pause)
            throws IOException, InterruptedException {
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
    }

    private void tell() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            strays.await();
            Thread.sleep(TOGETHER);
            strays.rest().ifPresent(log);
            Thread.sleep(pause);
            pause = longer(pause);
        }
    }

    static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
