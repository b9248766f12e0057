package dev.ratoon.k8s;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port of this process that no policy names: it lets in everybody and remembers who came. So it
 * is certain that somebody listens where the canary must not come. One virtual thread.
 */
final class Tripwire implements AutoCloseable {
    private static final int REMEMBERED = 1000;
    private static final int PATIENCE = 800;

    private final ServerSocket socket;
    private final Set<String> came = ConcurrentHashMap.newKeySet();

    Tripwire() throws IOException {
        this.socket = new ServerSocket(0);
        Thread.ofVirtual().name("tripwire").start(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    boolean came(String host) {
        return came.contains(host);
    }

    boolean anybody() {
        return !came.isEmpty();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try (Socket guest = socket.accept()) {
                if (came.size() < REMEMBERED) {
                    came.add(guest.getInetAddress().getHostAddress());
                }
            } catch (IOException _) {
                // Closed, or somebody was gone before he was let in.
            }
        }
    }

    /** Whether somebody lets us in there. */
    static boolean reaches(String host, int port) {
        try (Socket _ = to(host, port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Whether somebody there says that word in time. On the way may be who lets everybody in: a
     * proxy of the network, or of a mesh in this process's own pod.
     */
    static boolean hears(String word, String host, int port, Duration patience) {
        try (Socket socket = to(host, port)) {
            socket.setSoTimeout((int) patience.toMillis());
            byte[] said = socket.getInputStream().readNBytes(word.length());
            return new String(said, US_ASCII).equals(word);
        } catch (IOException _) {
            return false;
        }
    }

    private static Socket to(String host, int port) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), PATIENCE);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // Then it ends with this process.
        }
    }
}
