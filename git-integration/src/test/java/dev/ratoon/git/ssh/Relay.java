package dev.ratoon.git.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/** Stands between a visitor and a server, and takes no more from the visitor than it is told to. */
final class Relay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final LongSupplier most;

    /**
     * Begins at once.
     *
     * @param most bytes of a visitor that are passed on; asked for all the time
     */
    Relay(int to, LongSupplier most) throws IOException {
        this.most = most;
        Thread.startVirtualThread(
                () -> {
                    try {
                        while (true) {
                            Socket from = server.accept();
                            Socket there = new Socket(InetAddress.getLoopbackAddress(), to);
                            open.addAll(List.of(from, there));
                            Thread.startVirtualThread(() -> pass(there, from, Long.MAX_VALUE));
                            Thread.startVirtualThread(() -> pass(from, there, 0));
                        }
                    } catch (IOException e) {
                        // closed: the test is over
                    }
                });
    }

    int port() {
        return server.getLocalPort();
    }

    private void pass(Socket from, Socket to, long atLeast) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8 << 10];
            long passed = 0;
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                out.write(some, 0, read);
                passed += read;
                if (passed > Math.max(atLeast, most.getAsLong())) {
                    over.await();
                }
            }
        } catch (IOException e) {
            // one side has gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        over.countDown();
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
