package dev.ratoon.git;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostPaceTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Pace pace = Pace.of(Duration.ofMinutes(2));

    @Test
    void aByteAMinuteIsWaitedForTenMinutes() throws Exception {
        for (int i = 0; i < 10; i++) {
            pace.took(MINUTE, 1);
        }
        var slow = assertThrows(Pace.TooSlow.class, () -> pace.took(MINUTE, 1));
        assertEquals("answers too slowly (less than 64 KiB in 600 s)", slow.words());
    }

    @Test
    void whoBringsEnoughIsWaitedForAnew() {
        assertDoesNotThrow(
                () -> {
                    for (int i = 0; i < 1_000; i++) {
                        pace.took(9 * MINUTE, 64 << 10);
                    }
                });
    }

    @Test
    void aHandshakeHasOneTimeForAllOfIt() throws Exception {
        Pace whole = Pace.ofHandshake(Duration.ofMinutes(10));
        whole.took(9 * MINUTE, 1 << 20);
        var slow = assertThrows(Pace.TooSlow.class, () -> whole.took(2 * MINUTE, 1 << 20));
        assertEquals(
                "answers too slowly (its TLS handshake was not over after 600 s)", slow.words());
    }

    @Test
    void whatIsReadAtOnceComesThroughAndEnds() throws IOException {
        byte[] into = new byte[10];
        var in = new ByteArrayInputStream(new byte[] {7, 8});
        assertEquals(2, pace.read(in, into, 1, 5));
        assertEquals(8, into[2]);
        assertEquals(-1, pace.read(in, into, 0, 5));
    }
}
