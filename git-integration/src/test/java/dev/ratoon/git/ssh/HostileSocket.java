package dev.ratoon.git.ssh;

import dev.ratoon.git.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port at which somebody says what he likes to whoever comes. */
final class HostileSocket implements AutoCloseable {
    /** What is said to one visitor, until it throws. */
    interface Saying {
        void say(InputStream in, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    HostileSocket(Saying saying) throws IOException {
        Thread.startVirtualThread(
                () -> {
                    try {
                        while (true) {
                            Socket socket = server.accept();
                            open.add(socket);
                            Thread.startVirtualThread(() -> say(saying, socket));
                        }
                    } catch (IOException e) {
                        // closed: the test is over
                    }
                });
    }

    private static void say(Saying saying, Socket socket) {
        try (socket) {
            saying.say(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // the visitor has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Source.Ssh source() {
        return new Source.Ssh("git", SshHost.NAME, server.getLocalPort(), "/owner.git");
    }

    /** How many visitors have not gone. */
    long visitors() {
        return open.stream().filter(socket -> !socket.isClosed()).count();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
