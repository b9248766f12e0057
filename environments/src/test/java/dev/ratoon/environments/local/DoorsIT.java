package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.SandboxOrder.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes through a door, on real sockets. */
class DoorsIT {
    private static final Duration STALL = Duration.ofMillis(300);

    private final Splices splices = new Splices(new LocalSettings.DoorBounds(4, STALL));

    @Test
    void bytesGoBothWaysAndTheirEndsToo(@TempDir Path directory) throws Exception {
        byte[] sent = new byte[3_000_000];
        new Random(7).nextBytes(sent);
        try (var server = listening();
                var _ = door(directory, server)) {
            // Answers only when all of the question is there: it must have seen its end.
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (Socket socket = server.accept()) {
                                    byte[] all = socket.getInputStream().readAllBytes();
                                    socket.getOutputStream().write(all);
                                } catch (IOException _) {
                                    // The test fails by what it does not read.
                                }
                            });
            try (SocketChannel client = connect(directory)) {
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        ByteBuffer left = ByteBuffer.wrap(sent);
                                        while (left.hasRemaining()) {
                                            client.write(left);
                                        }
                                        client.shutdownOutput();
                                    } catch (IOException _) {
                                        // As above.
                                    }
                                });
                assertArrayEquals(sent, Channels.newInputStream(client).readAllBytes());
            }
            Eventually.holds(() -> splices.count() == 0);
        }
    }

    @Test
    void whenTheOuterEndBreaksTheInnerOneEnds(@TempDir Path directory) throws Exception {
        try (var server = listening();
                var _ = door(directory, server);
                SocketChannel client = connect(directory)) {
            Socket outer = server.accept();
            outer.setSoLinger(true, 0);
            outer.close();

            assertEquals(-1, client.read(ByteBuffer.allocate(1)));
            Eventually.holds(() -> splices.count() == 0);
        }
    }

    @Test
    void anOuterEndThatNeverReadsKeepsNothingOfADeadInnerOne(@TempDir Path directory)
            throws Exception {
        try (var server = listening();
                var _ = door(directory, server)) {
            SocketChannel client = connect(directory);
            try (Socket _ = server.accept()) {
                Eventually.holds(() -> splices.count() == 1);
                client.configureBlocking(false);
                ByteBuffer much = ByteBuffer.allocate(1 << 16);
                Eventually.holds(() -> client.write(much.clear()) == 0);
                client.close();

                Eventually.holds(() -> splices.count() == 0);
            }
        }
    }

    @Test
    void aSilentConnectionStays(@TempDir Path directory) throws Exception {
        try (var server = listening();
                var _ = door(directory, server);
                SocketChannel client = connect(directory);
                Socket outer = server.accept()) {
            Eventually.holds(() -> splices.count() == 1);
            long until = System.nanoTime() + 4 * STALL.toNanos();
            Eventually.holds(() -> System.nanoTime() > until);

            client.write(ByteBuffer.wrap(new byte[] {42}));

            assertEquals(42, outer.getInputStream().read());
        }
    }

    @Test
    void moreThanItsBoundAreClosedAsTheyCome(@TempDir Path directory) throws Exception {
        try (var server = listening();
                var _ = door(directory, server)) {
            for (int i = 0; i < 4; i++) {
                int before = i;
                connect(directory);
                Eventually.holds(() -> splices.count() == before + 1);
            }
            try (SocketChannel fifth = connect(directory)) {
                assertEquals(-1, fifth.read(ByteBuffer.allocate(1)));
            }
        }
        assertEquals(0, splices.count());
    }

    @Test
    void aDoorToNobodyClosesAtOnce(@TempDir Path directory) throws Exception {
        int port;
        try (var server = listening()) {
            port = server.getLocalPort();
        }
        try (var _ =
                        new Doors(
                                directory,
                                Map.of("control", new Address("127.0.0.1", port)),
                                splices);
                SocketChannel client = connect(directory)) {
            assertEquals(-1, client.read(ByteBuffer.allocate(1)));
        }
    }

    /** A home may lie deeper than a socket's address is long. */
    @Test
    void aLongDirectoryIsNoObstacle(@TempDir Path directory) throws Exception {
        Path deep = Files.createDirectories(directory.resolve("d".repeat(100)));
        try (var server = listening();
                var _ = door(deep, server)) {
            assertTrue(Files.exists(deep.resolve("control.sock")));
        }
    }

    private Doors door(Path directory, ServerSocket server) throws IOException {
        var address = new Address("127.0.0.1", server.getLocalPort());
        return new Doors(directory, Map.of("control", address), splices);
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private static SocketChannel connect(Path directory) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("control.sock")));
    }
}
