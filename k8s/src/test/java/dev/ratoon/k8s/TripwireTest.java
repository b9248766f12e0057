package dev.ratoon.k8s;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TripwireTest {
    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();
    private static final Duration LONG = Duration.ofSeconds(5);

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoTakesEveryConnectionAndSaysNothingIsNobody() throws Exception {
        try (var silent = new Tripwire()) {
            assertTrue(Tripwire.reaches(LOOPBACK, silent.port()));
            assertFalse(Tripwire.hears("run1", LOOPBACK, silent.port(), LONG));
        }
        // It holds the connection, as a proxy does that waits for the other end.
        try (var waiting = new ServerSocket(0)) {
            assertTrue(Tripwire.reaches(LOOPBACK, waiting.getLocalPort()));
            assertFalse(
                    Tripwire.hears(
                            "run1", LOOPBACK, waiting.getLocalPort(), Duration.ofMillis(50)));
        }
    }

    @Test
    void itIsKnownByItsWordAlone() throws Exception {
        assertTrue(hears("run1"));
        assertTrue(hears("run1 and more"));
        assertFalse(hears("run2"));
        assertFalse(hears("run"));
        assertFalse(hears("HTTP/1.1 503 Service Unavailable"));
    }

    @Test
    void whereNobodyIsNobodyIsHeard() throws Exception {
        int port;
        try (var gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }
        assertFalse(Tripwire.reaches(LOOPBACK, port));
        assertFalse(Tripwire.hears("run1", LOOPBACK, port, LONG));
    }

    private static boolean hears(String said) throws Exception {
        try (var there = new ServerSocket(0)) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (Socket guest = there.accept()) {
                                    guest.getOutputStream().write(said.getBytes(US_ASCII));
                                } catch (IOException _) {
                                    // The test is over.
                                }
                            });
            return Tripwire.hears("run1", LOOPBACK, there.getLocalPort(), LONG);
        }
    }
}
