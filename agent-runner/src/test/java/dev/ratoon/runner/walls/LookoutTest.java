package dev.ratoon.runner.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private final Strays strays = new Strays(Set.of());
    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void whoOpensSocketsAsFastAsCanBeTakesNoProcessorFromTheRunner() throws Exception {
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
    void pausesGrowUpToAnHour() {
        assertEquals(Duration.ofMinutes(2), Lookout.longer(Duration.ofMinutes(1)));
        assertEquals(Duration.ofHours(1), Lookout.longer(Duration.ofMinutes(32)));
        assertEquals(Duration.ofHours(1), Lookout.longer(Duration.ofHours(1)));
    }

    /** Until the kernel tells no more. */
    private void look(int count, Duration apart) throws Exception {
        var end =
                new SocketEnd(
                        false,
                        InetAddress.getByName("10.0.0.5"),
                        InetAddress.getByName("10.96.0.1"),
                        443);
        var told = new AtomicInteger();
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
                pauses::add);
    }
}
