package dev.ratoon.controlplane.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Listens on an address of this machine, keeps what is said to it, and answers each the same. */
public final class Canary implements AutoCloseable {
    private final ServerSocket door = new ServerSocket();
    private final List<String> heard = new ArrayList<>();
    private final byte[] answer;
    private int connections;

    Canary(String address, String answer) throws IOException {
        this(address, 0, answer);
    }

    /**
     * Listens from now on.
     *
     * @param port 0 takes any that is free
     */
    public Canary(String address, int port, String answer) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
        door.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                synchronized (this) {
                    connections++;
                }
                Thread.ofVirtual().start(() -> listen(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void listen(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[64 << 10];
            int read = in.read(buffer);
            synchronized (this) {
                heard.add(new String(buffer, 0, Math.max(read, 0), StandardCharsets.ISO_8859_1));
            }
            socket.getOutputStream().write(answer);
            socket.shutdownOutput();
            while (read >= 0) {
                read = in.read(buffer);
            }
        } catch (IOException e) {
            return; // whoever came has left
        }
    }

    /** What came, by connection. */
    public synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    public synchronized int connections() {
        return connections;
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
