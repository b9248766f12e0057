package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatientStreamTest {
    private final CountDownLatch hungUp = new CountDownLatch(1);

    /** As a connection whose reader takes nothing: until it is broken. */
    private final class Stalled extends OutputStream {
        private int taken;

        @Override
        public void write(int one) throws IOException {
            taken++;
            if (taken > 10) {
                awaitHangUp();
            }
        }

        private void awaitHangUp() throws IOException {
            try {
                hungUp.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("broken");
        }
    }

    @Test
    void whoTakesNothingMoreIsHungUpOn() {
        var stalled = new Stalled();
        try (var out = stream(stalled, 4, Duration.ofMillis(50))) {
            assertThrows(PatientStream.Left.class, () -> out.write(new byte[100]));
        }
        assertEquals(0, hungUp.getCount());
        assertEquals(11, stalled.taken);
    }

    @Test
    void whoTakesItInDropsIsHungUpOn() {
        var drops =
                new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        try {
                            if (hungUp.await(20, TimeUnit.MILLISECONDS)) {
                                throw new IOException("broken");
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        try (var out = stream(drops, 1_000, Duration.ofMillis(200))) {
            assertThrows(
                    PatientStream.Left.class,
                    () -> {
                        for (int i = 0; i < 999; i++) {
                            out.write(i);
                        }
                    });
        }
        assertEquals(0, hungUp.getCount());
    }

    @Test
    void whoTakesPieceByPieceIsNot() throws Exception {
        var taken = new ByteArrayOutputStream();
        var slow =
                new OutputStream() {
                    @Override
                    public void write(int one) {
                        throw new AssertionError("not in pieces");
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        try {
                            assertFalse(hungUp.await(20, TimeUnit.MILLISECONDS));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        taken.write(bytes, offset, length);
                    }
                };
        byte[] all = new byte[101];
        all[100] = 1;
        try (var out = stream(slow, 1, Duration.ofSeconds(1))) {
            out.write(all);
            out.flush();
        }
        assertArrayEquals(all, taken.toByteArray());
        assertEquals(1, hungUp.getCount());
    }

    private PatientStream stream(OutputStream to, int piece, Duration patience) {
        return new PatientStream(to, hungUp::countDown, piece, patience);
    }
}
