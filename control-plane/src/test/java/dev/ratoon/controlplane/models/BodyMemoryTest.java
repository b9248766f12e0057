package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
    private static final int PIECE = 64 << 10;

    private final BodyMemory memory = new BodyMemory(3 * PIECE, 4 * PIECE, Duration.ofMillis(50));

    private static InputStream octets(int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = (byte) i;
        }
        return new ByteArrayInputStream(all);
    }

    @Test
    void whatIsReadIsWhatCame() throws Exception {
        byte[] all = octets(2 * PIECE + 5).readAllBytes();
        try (Body body = memory.read(new ByteArrayInputStream(all))) {
            assertArrayEquals(all, body.stream().readAllBytes());
            assertArrayEquals(new byte[] {all[PIECE - 1], all[PIECE]}, body.at(PIECE - 1, 2));
            assertArrayEquals(new byte[0], body.at(all.length, 2));
            var sent = new ByteArrayOutputStream();
            body.with("xy".getBytes(StandardCharsets.US_ASCII), PIECE + 1).forEach(sent::writeBytes);
            assertEquals(all.length + 2, sent.size());
            assertEquals('x', sent.toByteArray()[PIECE + 1]);
            assertEquals(all[PIECE + 1], sent.toByteArray()[PIECE + 3]);
        }
        assertEquals(4, memory.free());
    }

    @Test
    void allTogetherHaveNoMoreThanThereIs() throws Exception {
        try (Body _ = memory.read(octets(3 * PIECE))) {
            Refused refused =
                    assertThrows(Refused.class, () -> memory.read(octets(2 * PIECE)));
            assertEquals(503, refused.status());
            assertEquals(1, memory.free(), "what had come is given back");
            memory.read(octets(PIECE)).close();
        }
        assertEquals(4, memory.free());
    }

    @Test
    void oneThatIsTooLargeIsRefusedBeforeItCameAndAfter() {
        assertEquals(413, assertThrows(Refused.class, () -> memory.mayBe(3 * PIECE + 1)).status());
        Refused refused = assertThrows(Refused.class, () -> memory.read(octets(3 * PIECE + 1)));
        assertEquals(413, refused.status());
        assertEquals(4, memory.free());
    }

    @Test
    void oneThatBreaksOffLeavesNothing() {
        InputStream broken =
                new InputStream() {
                    private int left = PIECE + 5;

                    @Override
                    public int read() throws IOException {
                        if (left == 0) {
                            throw new IOException("gone");
                        }
                        left--;
                        return 1;
                    }
                };
        assertThrows(IOException.class, () -> memory.read(broken));
        assertEquals(4, memory.free());
    }
}
