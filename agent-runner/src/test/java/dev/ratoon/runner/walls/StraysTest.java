package dev.ratoon.runner.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StraysTest {
    private static final InetAddress OWN = InetAddress.ofLiteral("10.0.0.5");
    private final Strays strays =
            new Strays(Set.of(new InetSocketAddress("10.0.0.9", 7070)), Set.of(OWN));

    @Test
    void whatWasTriedIsNamedAndCountedOnce() throws Exception {
        strays.add(to("10.96.0.1", 443));
        strays.add(to("169.254.169.254", 80));
        strays.add(to("10.96.0.1", 443));
        String words = strays.take();
        assertTrue(
                words.startsWith(
                        "Something in the sandbox tried to reach 10.96.0.1:443 (2 times),"
                                + " 169.254.169.254:80 by itself, past the gateways."),
                words);
        assertEquals(Optional.empty(), strays.rest());
        strays.add(to("10.96.0.2", 0));
        assertTrue(strays.rest().orElseThrow().contains("tried to reach 10.96.0.2 by itself"));
    }

    @Test
    void theGatewaysAndItsOwnMachineAreNothingToTell() throws Exception {
        strays.add(to("10.0.0.9", 7070));
        strays.add(to("10.0.0.9", 0));
        strays.add(to("127.0.0.1", 5432));
        strays.add(to("10.0.0.5", 0));
        assertFalse(waits());
        strays.add(to("10.0.0.9", 7071));
        assertTrue(waits());
        assertTrue(strays.take().contains("10.0.0.9:7071"));
        assertFalse(waits());
    }

    @Test
    void whoTriesEverythingFillsNeitherTheMemoryNorTheLog() throws Exception {
        for (int port = 1; port <= 5000; port++) {
            strays.add(to("10.96.0.1", port));
        }
        String words = strays.take();
        assertTrue(words.contains("10.96.0.1:5 and 195 or more other places"), words);
        assertTrue(words.length() < 600, words);
    }

    @Test
    void aFewOthersAreANumber() throws Exception {
        for (int port = 1; port <= 6; port++) {
            strays.add(to("10.96.0.1", port));
        }
        assertTrue(strays.take().contains("10.96.0.1:5 and 1 other place by itself"));
    }

    /** Whether somebody who waits for something to tell has it. */
    private boolean waits() throws InterruptedException {
        Thread one =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        strays.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        boolean told = one.join(Duration.ofMillis(200));
        one.interrupt();
        one.join();
        return told;
    }

    private static SocketEnd to(String address, int port) {
        return new SocketEnd(
                false, InetAddress.ofLiteral("0.0.0.0"), 0, InetAddress.ofLiteral(address), port);
    }
}
