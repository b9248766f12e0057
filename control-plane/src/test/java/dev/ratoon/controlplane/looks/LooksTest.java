package dev.ratoon.controlplane.looks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final UUID ADA = UUID.randomUUID();
    private static final UUID BEN = UUID.randomUUID();
    private static final UUID CY = UUID.randomUUID();
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final CountDownLatch enough = new CountDownLatch(1);

    private void begin(Looks looks, UUID user) throws InterruptedException {
        var begun = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(
                        () ->
                                looks.of(
                                        user,
                                        () -> {
                                            begun.countDown();
                                            return awaited(enough);
                                        }));
        assertTrue(begun.await(10, TimeUnit.SECONDS));
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProblemType refusal(Looks looks, UUID user, Supplier<String> look) {
        return assertThrows(Failure.class, () -> looks.of(user, look)).type();
    }

    @Test
    void oneHasOnePlaceAndAllHaveFew() throws Exception {
        var looks = new Looks(2, SHORT, LONG);
        begin(looks, ADA);
        assertEquals(ProblemType.TOO_MANY_LOOKS, refusal(looks, ADA, () -> "told"));
        assertEquals("told", looks.of(BEN, () -> "told"));
        begin(looks, BEN);
        assertEquals(ProblemType.BUSY, refusal(looks, CY, () -> "told"));
        enough.countDown();
        var after = new Looks(1, LONG, LONG);
        assertEquals("told", after.of(CY, () -> "told"));
        assertEquals("again", after.of(CY, () -> "again"));
    }

    @Test
    void whatFailsIsToldAndLeavesItsPlace() {
        var looks = new Looks(1, LONG, LONG);
        Supplier<String> failing =
                () -> {
                    throw new Failure(ProblemType.INVALID, "no");
                };
        assertEquals(ProblemType.INVALID, refusal(looks, ADA, failing));
        assertEquals("told", looks.of(ADA, () -> "told"));
    }

    @Test
    void aHostThatSaysNothingIsHungUpOnAndLeavesItsPlace() throws Exception {
        try (var host = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var looks = new Looks(1, Duration.ofSeconds(30), Duration.ofMillis(200));
            assertEquals(ProblemType.EXTERNAL, refusal(looks, ADA, () -> said(host)));
            var patient = looks.of(ADA, () -> "told");
            assertEquals("told", patient);
        }
    }

    private static String said(ServerSocket host) {
        try (var socket = new Socket(host.getInetAddress(), host.getLocalPort())) {
            return "" + socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
