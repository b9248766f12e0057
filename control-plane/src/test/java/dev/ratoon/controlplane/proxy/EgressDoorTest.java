package dev.ratoon.controlplane.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EgressDoorTest {
    private static final int FAILURES = 8;

    /** Else it would take a whole processor, and log as fast, until others close something. */
    @Test
    void whereNoFileCanBeOpenedItWaitsBetweenItsTriesAndGoesOn() throws Exception {
        var came = new CompletableFuture<Socket>();
        var door = new WithoutFiles();
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        long begun = System.nanoTime();
        Thread admits = Thread.ofVirtual().start(() -> Door.admit(door, came::complete));
        try (door;
                var _ = new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort());
                var near = came.get(30, TimeUnit.SECONDS)) {
            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(near.isConnected());
            assertTrue(
                    took.compareTo(Door.UNTIL_THERE_IS_ROOM.multipliedBy(FAILURES)) >= 0,
                    took::toString);
        }
        assertTrue(admits.join(Duration.ofSeconds(30)), "a closed door ends it");
        int tries = door.tries.get();
        assertTrue(tries > FAILURES && tries <= FAILURES + 2, "one let somebody in: " + tries);
    }

    private static final class WithoutFiles extends ServerSocket {
        private final AtomicInteger tries = new AtomicInteger();

        WithoutFiles() throws IOException {}

        @Override
        public Socket accept() throws IOException {
            if (tries.incrementAndGet() <= FAILURES) {
                throw new SocketException("Too many open files");
            }
            return super.accept();
        }
    }
}
