package dev.ratoon.runner.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** By the kernel of whoever runs it. */
class SocketEndsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void aConnectionThatNobodyTakesIsToldWithItsPort() throws Exception {
        SocketEnds ends = SocketEnds.open();
        int nobodys = nobodys();
        try (Socket socket = new Socket()) {
            // With a bound it does not wait in the kernel.
            assertThrows(
                    ConnectException.class,
                    () -> socket.connect(new InetSocketAddress(HERE, nobodys), 10_000));
        }
        SocketEnd end = first(ends, each -> each.port() == nobodys);
        assertEquals(HERE, end.to());
        assertFalse(end.udp());
    }

    @Test
    void ofOneThatWaitedTheAddressIsTold() throws Exception {
        InetAddress other = InetAddress.getByName("127.19.83.4");
        SocketEnds ends = SocketEnds.open();
        try (Socket socket = new Socket()) {
            assertThrows(
                    ConnectException.class,
                    () -> socket.connect(new InetSocketAddress(other, nobodys())));
        }
        assertFalse(first(ends, each -> each.to().equals(other)).udp());
    }

    @Test
    void aConnectionThatWasTakenIsToldWithBothItsPorts() throws Exception {
        SocketEnds ends = SocketEnds.open();
        try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
            Socket socket = new Socket(HERE, server.getLocalPort());
            int own = socket.getLocalPort();
            Socket taken = server.accept();
            socket.close();
            taken.close();
            SocketEnd end = first(ends, each -> each.fromPort() == own);
            assertEquals(new SocketEnd(false, HERE, own, HERE, server.getLocalPort()), end);
        }
    }

    @Test
    void aQuestionThatNobodyAnswersIsTold() throws Exception {
        SocketEnds ends = SocketEnds.open();
        int nobodys = nobodys();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(HERE, nobodys);
        }
        assertTrue(first(ends, each -> each.port() == nobodys).udp());
    }

    private static SocketEnd first(SocketEnds ends, Predicate<SocketEnd> wanted) throws Exception {
        var found = new CompletableFuture<SocketEnd>();
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                SocketEnd end = ends.next();
                                while (!wanted.test(end)) {
                                    end = ends.next();
                                }
                                found.complete(end);
                            } catch (IOException | RuntimeException e) {
                                found.completeExceptionally(e);
                            }
                        });
        return found.get(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS);
    }

    private static int nobodys() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, HERE)) {
            return one.getLocalPort();
        }
    }
}
