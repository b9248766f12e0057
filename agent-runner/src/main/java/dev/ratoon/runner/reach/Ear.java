package dev.ratoon.runner.reach;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Lets everybody in who comes, and says nothing: somebody to be tried. */
final class Ear {
    private final ServerSocket socket;

    Ear(int port) throws IOException {
        this.socket = new ServerSocket(port);
    }

    /** Until the socket breaks: its end is that of its process. */
    void listen() throws IOException {
        while (true) {
            try (Socket _ = socket.accept()) {
                // Whoever came knows by now.
            }
        }
    }
}
