package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
    private static final int PIECE = 64 << 10;
    private static final UUID AGENT = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

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
        try (Body body = memory.read(AGENT, new ByteArrayInputStream(all))) {
            assertArrayEquals(all, body.stream().readAllBytes());
            assertArrayEquals(new byte[] {all[PIECE - 1], all[PIECE]}, body.at(PIECE - 1, 2));
            assertArrayEquals(new byte[0], body.at(all.length, 2));
            var sent = new ByteArrayOutputStream();
            body.with(
                            List.of(
                                    new Edit(1, 0, "xy"),
                                    new Edit(PIECE - 1, 2, "z"),
                                    new Edit(2 * PIECE, 0, "end")))
                    .forEach(sent::writeBytes);
            var wanted = new ByteArrayOutputStream();
            wanted.write(all, 0, 1);
            wanted.writeBytes("xy".getBytes(StandardCharsets.US_ASCII));
            wanted.write(all, 1, PIECE - 2);
            wanted.write('z');
            wanted.write(all, PIECE + 1, PIECE - 1);
            wanted.writeBytes("end".getBytes(StandardCharsets.US_ASCII));
            wanted.write(all, 2 * PIECE, 5);
            assertArrayEquals(wanted.toByteArray(), sent.toByteArray());
        }
        assertEquals(4, memory.free());
    }

    @Test
    void allTogetherHaveNoMoreThanThereIs() throws Exception {
        try (Body _ = memory.read(AGENT, octets(3 * PIECE))) {
            Refused refused =
                    assertThrows(Refused.class, () -> memory.read(OTHER, octets(2 * PIECE)));
            assertEquals(503, refused.status());
            assertEquals(1, memory.free(), "what had come is given back");
            memory.read(OTHER, octets(PIECE)).close();
        }
        assertEquals(4, memory.free());
    }

    @Test
    void oneAgentLeavesHalfOfItToOthers() throws Exception {
        var large = new BodyMemory(2 * PIECE, 8 * PIECE, Duration.ofMillis(50));
        Body first = large.read(AGENT, octets(2 * PIECE));
        try (Body _ = large.read(AGENT, octets(2 * PIECE))) {
            Refused refused = assertThrows(Refused.class, () -> large.read(AGENT, octets(1)));
            assertEquals(429, refused.status());
            large.read(OTHER, octets(2 * PIECE)).close();
            first.close();
            first.close();
            large.read(AGENT, octets(2 * PIECE)).close();
        }
        assertEquals(8, large.free());
    }

    @Test
    void oneThatIsTooLargeIsRefusedBeforeItCameAndAfter() {
        assertEquals(413, assertThrows(Refused.class, () -> memory.mayBe(3 * PIECE + 1)).status());
        Refused refused =
                assertThrows(Refused.class, () -> memory.read(AGENT, octets(3 * PIECE + 1)));
        assertEquals(413, refused.status());
        assertEquals(4, memory.free());
    }

    @Test
    void oneThatBreaksOffLeavesNothing() {
        InputStream broken =
                new FilterInputStream(octets(PIECE + 5)) {
                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        int read = super.read(into, offset, length);
                        if (read < 0) {
                            throw new IOException("gone");
                        }
                        return read;
                    }
                };
        assertThrows(IOException.class, () -> memory.read(AGENT, broken));
        assertEquals(4, memory.free());
    }
}
