package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** The stream of exec with a real process of this machine at its end, one at a time. */
final class ExecServer implements AutoCloseable {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String AGENT =
            "{\"agents\":[{\"id\":\"0190aaaa-0000-7000-8000-000000000001\",\"name\":\"fix-1\"}]}";

    private final ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<Frame> got = new CopyOnWriteArrayList<>();
    final CountDownLatch lost = new CountDownLatch(1);

    ExecServer() throws IOException {
        Thread.ofPlatform().daemon().start(this::serve);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer(client);
            } catch (IOException | InterruptedException e) {
                lost.countDown();
            }
        }
    }

    private void answer(Socket client) throws IOException, InterruptedException {
        var in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        String request = HttpHead.line(in);
        asked.add(request);
        String key = "";
        int length = 0;
        for (String line = HttpHead.line(in); !line.isEmpty(); line = HttpHead.line(in)) {
            String[] header = line.split(": ", 2);
            if (header[0].equalsIgnoreCase("Sec-WebSocket-Key")) {
                key = header[1];
            } else if (header[0].equalsIgnoreCase("Content-Length")) {
                length = Integer.parseInt(header[1]);
            }
        }
        asked.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        if (key.isEmpty()) {
            String body = request.startsWith("POST /api/tickets ") ? "{\"ticket\":\"t-1\"}" : AGENT;
            out.write(
                    ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                    + body.length()
                                    + "\r\nConnection: close\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return;
        }
        out.write(
                ("HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: "
                                + accept(key)
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        JsonNode wanted = Json.read(new String(message(in), StandardCharsets.UTF_8));
        asked.add(Json.compact(wanted));
        run(wanted, in, out);
    }

    private void run(JsonNode wanted, DataInputStream in, OutputStream out)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        wanted.path("command").forEach(word -> command.add(word.asText()));
        switch (command.getFirst()) {
            case "refuse" -> send(out, new Frame.Refused("There is no sandbox.\u001b[2J"));
            case "break" -> message(in);
            default -> process(command, in, out);
        }
    }

    private void process(List<String> command, DataInputStream in, OutputStream out)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        var credit = new Credit();
        Thread input =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        input(process, credit, in, out);
                                    } catch (IOException | InterruptedException e) {
                                        process.destroyForcibly();
                                    }
                                });
        Thread errors =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> output(process.getErrorStream(), 1, credit, out));
        output(process.getInputStream(), 0, credit, out);
        errors.join();
        send(out, new Frame.Exit(process.waitFor()));
        input.join(2_000);
    }

    private void input(Process process, Credit credit, DataInputStream in, OutputStream out)
            throws IOException, InterruptedException {
        // A process that does not read must not keep us from reading what is granted to its output.
        var waiting = new LinkedBlockingQueue<Frame>();
        Thread.ofPlatform().daemon().start(() -> feed(process, waiting, out));
        while (true) {
            Frame frame = Frame.of(ByteBuffer.wrap(message(in)));
            got.add(frame instanceof Frame.Bytes ? new Frame.Eof() : frame);
            switch (frame) {
                case Frame.Bytes _, Frame.Eof _ -> waiting.add(frame);
                case Frame.Credit(int more) -> credit.grant(more);
                case Frame.Signal(String name) ->
                        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                                .start()
                                .waitFor();
                case Frame.Resize _, Frame.Exit _, Frame.Refused _, Frame.Stderr _ -> {}
            }
        }
    }

    private void feed(Process process, BlockingQueue<Frame> waiting, OutputStream out) {
        try (OutputStream to = process.getOutputStream()) {
            while (waiting.take() instanceof Frame.Bytes(byte[] content)) {
                to.write(content);
                to.flush();
                send(out, new Frame.Credit(content.length));
            }
        } catch (IOException | InterruptedException e) {
            lost.countDown();
        }
    }

    private void output(InputStream from, int kind, Credit credit, OutputStream out) {
        byte[] some = new byte[Frame.LARGEST];
        try {
            for (int n = from.read(some); n >= 0; n = from.read(some)) {
                for (int sent = 0; sent < n; ) {
                    int may = credit.take(n - sent);
                    byte[] piece = java.util.Arrays.copyOfRange(some, sent, sent + may);
                    send(out, kind == 0 ? new Frame.Bytes(piece) : new Frame.Stderr(piece));
                    sent += may;
                }
            }
        } catch (IOException | InterruptedException e) {
            lost.countDown();
        }
    }

    /** One whole message of the client, whatever frames it comes in. */
    private static byte[] message(DataInputStream in) throws IOException {
        var whole = new java.io.ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            int length = in.readUnsignedByte() & 0x7f;
            long real =
                    length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
            byte[] mask = in.readNBytes(4);
            byte[] content = in.readNBytes(Math.toIntExact(real));
            for (int i = 0; i < content.length; i++) {
                content[i] ^= mask[i % 4];
            }
            if ((first & 0x0f) == 8) {
                throw new EOFException("closed");
            }
            whole.writeBytes(content);
            if ((first & 0x80) != 0) {
                return whole.toByteArray();
            }
        }
    }

    private static void send(OutputStream out, Frame frame) throws IOException {
        byte[] content = frame.bytes();
        ByteBuffer bytes = ByteBuffer.allocate(content.length + 4);
        bytes.put((byte) 0x82);
        if (content.length < 126) {
            bytes.put((byte) content.length);
        } else {
            bytes.put((byte) 126).putShort((short) content.length);
        }
        bytes.put(content);
        synchronized (out) {
            out.write(bytes.array(), 0, bytes.position());
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lines of a request's head. */
    private static final class HttpHead {
        static String line(InputStream in) throws IOException {
            var line = new StringBuilder();
            for (int one = in.read(); one != '\n'; one = in.read()) {
                if (one < 0) {
                    throw new EOFException();
                }
                if (one != '\r') {
                    line.append((char) one);
                }
            }
            return line.toString();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
