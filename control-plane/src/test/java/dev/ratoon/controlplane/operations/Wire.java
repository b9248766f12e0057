package dev.ratoon.controlplane.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Between a client and a local server. Cut: every connection breaks, and so does each new one.
 * Silent: connections stand, and what is sent never arrives.
 */
final class Wire implements Consumer<String> {
    private final ServerSocket listening;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile String state = "whole";

    Wire(int target) {
        this.target = target;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void accept(String newState) {
        state = newState;
        if (newState.equals("cut")) {
            open.forEach(Wire::close);
            open.clear();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (state.equals("cut")) {
                    client.close();
                    continue;
                }
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                pump(client, server);
                pump(server, client);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pump(Socket from, Socket to) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (from;
                                    to) {
                                byte[] bytes = new byte[8192];
                                var in = from.getInputStream();
                                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                                    if (!state.equals("silent")) {
                                        to.getOutputStream().write(bytes, 0, n);
                                    }
                                }
                            } catch (IOException e) {
                                // Broken on one side: try-with-resources breaks the other.
                            }
                        });
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
