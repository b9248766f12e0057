package dev.ratoon.runner.reach;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class EarTest {
    @Test
    void everybodyWhoComesHearsItsWordAlsoAfterOneWhoWasGoneAtOnce() throws Exception {
        try (var ear = new Ear(0, "run1")) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    ear.listen();
                                } catch (java.io.IOException _) {
                                    // Closed.
                                }
                            });
            for (int i = 0; i < 3; i++) {
                try (var hasty = new Socket(InetAddress.getLoopbackAddress(), ear.port())) {
                    hasty.setSoLinger(true, 0);
                }
            }
            try (var guest = new Socket(InetAddress.getLoopbackAddress(), ear.port())) {
                assertEquals("run1", new String(guest.getInputStream().readAllBytes(), US_ASCII));
            }
        }
    }
}
