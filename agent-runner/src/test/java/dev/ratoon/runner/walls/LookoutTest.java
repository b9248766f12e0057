package dev.ratoon.runner.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private final Strays strays = new Strays(Set.of(), Set.of());
    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void whoOpensSocketsAsFastAsCanBeTakesNoProcessorFromTheRunner() {
        look(3 * Lookout.MOST, Duration.ofNanos(1000));
        assertEquals(
                List.of(Duration.ofMillis(999), Duration.ofMillis(999), Duration.ofMillis(999)),
                pauses);
        assertTrue(strays.take().contains("10.96.0.1:443 (3000 times)"));
    }

    @Test
    void whatComesSlowlyIsReadAsItComes() throws Exception {
        look(2 * Lookout.MOST, Duration.ofMillis(2));
        assertEquals(List.of(), pauses);
    }

    @Test
    void whereServicesAreTurnedToOthersNobodyKnowsAGateway() throws Exception {
        var dialled = new InetSocketAddress("10.96.0.9", 7070);
        assertTrue(isSeen(dialled, end(40001, "10.96.0.1", 443), end(40002, "10.96.0.9", 7070)));
        assertTrue(strays.take().contains("10.96.0.1:443"), "and what came before it counts");
        assertFalse(isSeen(dialled, end(40002, "10.244.0.3", 8443)));
    }

    private boolean isSeen(InetSocketAddress dialled, SocketEnd... ends) throws IOException {
        Iterator<SocketEnd> all = List.of(ends).iterator();
        return Lookout.isSeenAsDialled(all::next, 40002, dialled, strays);
    }

    @Test
    void pausesGrowUpToAnHour() {
        assertEquals(Duration.ofMinutes(2), Lookout.longer(Duration.ofMinutes(1)));
        assertEquals(Duration.ofHours(1), Lookout.longer(Duration.ofMinutes(32)));
        assertEquals(Duration.ofHours(1), Lookout.longer(Duration.ofHours(1)));
    }

    /** Until the kernel tells no more. */
    private void look(int count, Duration apart) {
        SocketEnd end = end(40001, "10.96.0.1", 443);
        var told = new AtomicInteger();
        assertThrows(
                IOException.class,
                () ->
                        Lookout.look(
                                () -> {
                                    if (told.getAndIncrement() == count) {
                                        throw new IOException("over");
                                    }
                                    nanos.addAndGet(apart.toNanos());
                                    return end;
                                },
                                strays,
                                nanos::get,
                                pauses::add));
    }

    private static SocketEnd end(int from, String to, int port) {
        return new SocketEnd(
                false, InetAddress.ofLiteral("10.0.0.5"), from, InetAddress.ofLiteral(to), port);
    }
}
