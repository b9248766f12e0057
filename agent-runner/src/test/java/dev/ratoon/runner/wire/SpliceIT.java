package dev.ratoon.runner.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port of a sandbox that leads to a door, on real sockets. */
class SpliceIT {
    private static final byte[] WORDS = "It is full.\n".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;
    private ServerSocketChannel door;
    private ServerSocketChannel port;

    @BeforeEach
    void open() throws IOException {
        Path socket = folder.resolve("d.sock");
        door = Door.open(socket);
        port = ServerSocketChannel.open();
        port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Splice.listen(port, new Endpoint.Unix(socket));
    }

    @AfterEach
    void close() throws IOException {
        port.close();
        door.close();
    }

    private Socket knock() throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(),
                ((InetSocketAddress) port.getLocalAddress()).getPort());
    }

    /** More than a door has places for, unless it is told; none is let in before all have come. */
    @Test
    void whoKnocksWhileNobodyOpensIsHeardLater() throws Exception {
        List<Socket> knocking = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = knock();
                knocking.add(socket);
                socket.getOutputStream().write('?');
            }
            Thread heard =
                    Threads.virtual("door", () -> Door.admit("door", door, SpliceIT::answer));
            for (Socket socket : knocking) {
                assertEquals(new String(WORDS, StandardCharsets.UTF_8), all(socket));
            }
            door.close();
            heard.join();
        } finally {
            for (Socket socket : knocking) {
                socket.close();
            }
        }
    }

    private static void answer(SocketChannel near) throws IOException {
        try (near) {
            near.read(ByteBuffer.allocate(1));
            near.write(ByteBuffer.wrap(WORDS));
        }
    }

    /** As a gateway does that reads no more of a request once it has refused it. */
    @Test
    void anAnswerArrivesThoughTheQuestionIsNotReadToItsEnd() throws Exception {
        byte[] answer = new byte[16 << 20];
        Thread refusing =
                Threads.virtual(
                        "door",
                        () -> {
                            try (SocketChannel near = door.accept()) {
                                Channels.newOutputStream(near).write(answer);
                            }
                        });
        try (Socket socket = knock()) {
            int read = 0;
            while (refusing.isAlive()) {
                read += socket.getInputStream().read(new byte[1024]);
            }
            // The last of the answer is on its way still.
            socket.getOutputStream().write(new byte[8 << 20]);
            read += socket.getInputStream().readAllBytes().length;
            assertEquals(answer.length, read);
        }
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
