package dev.ratoon.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the head of each request, gives the same bytes for an answer, ends its side, and lets the
 * rest of the request go by.
 */
final class FakeServer implements AutoCloseable {
    private final AtomicLong bodies = new AtomicLong();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;
    private final byte[] answer;

    FakeServer(byte[] answer) throws IOException {
        this.answer = answer;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    /** A head without a length: the answer goes on until the connection is closed. */
    static FakeServer answering(String status, String contentType, byte[] body) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: " + contentType + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        var all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return new FakeServer(all);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** What was asked for, one text a request. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    /** How much came after the heads. */
    long bodies() {
        return bodies.get();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                heads.add(head(client));
                OutputStream out = client.getOutputStream();
                out.write(answer);
                out.flush();
                client.shutdownOutput();
                letGoBy(client.getInputStream());
            } catch (IOException e) {
                // The client went away, or the test is over.
            }
        }
    }

    private void letGoBy(InputStream body) throws IOException {
        byte[] buffer = new byte[8_192];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            bodies.addAndGet(n);
        }
    }

    private static String head(Socket client) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
