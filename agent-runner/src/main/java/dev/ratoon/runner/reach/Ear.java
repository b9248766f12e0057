package dev.ratoon.runner.reach;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Lets everybody in who comes, and says one word: by it who came knows that it was here, and not at
 * something on the way that takes every connection.
 */
final class Ear implements AutoCloseable {
    private final ServerSocket socket;
    private final byte[] word;

    Ear(int port, String word) throws IOException {
        this.socket = new ServerSocket(port);
        this.word = word.getBytes(US_ASCII);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Until the socket breaks or is closed: else its end is that of its process. */
    void listen() throws IOException {
        while (true) {
            try (Socket guest = socket.accept()) {
                greet(guest);
            }
        }
    }

    private void greet(Socket guest) {
        try {
            guest.getOutputStream().write(word);
        } catch (IOException _) {
            // Gone already, as whoever only wants to know whether the door opens.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
