package dev.ratoon.controlplane.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** How fast this machine moves bytes through one socket of its own: what no stream can exceed. */
record Loopback(int mebibytes) {
    void run() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> send(server.getLocalPort()));
            long began = System.nanoTime();
            try (Socket socket = server.accept();
                    var in = socket.getInputStream()) {
                byte[] buffer = new byte[64 << 10];
                long left = (long) mebibytes << 20;
                while (left > 0) {
                    left -= in.read(buffer);
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "%-44s %.0f MiB/s%n", "one socket of this machine", mebibytes / seconds);
        }
    }

    private void send(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                var out = socket.getOutputStream()) {
            byte[] buffer = new byte[64 << 10];
            for (long i = 0; i < (long) mebibytes << 4; i++) {
                out.write(buffer);
            }
        } catch (IOException e) {
            throw new IllegalStateException("this machine's own socket broke", e);
        }
    }
}
