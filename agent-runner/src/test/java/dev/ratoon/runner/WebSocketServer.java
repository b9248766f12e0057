package dev.ratoon.runner;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The server's side of a WebSocket, written apart from the client's so that both can be wrong. */
final class WebSocketServer implements AutoCloseable {
    private final ServerSocketChannel door;
    private final Handler handler;

    /** Serves one connection; closed when it returns. */
    interface Handler {
        void serve(Connection connection) throws IOException, InterruptedException;
    }

    WebSocketServer(ServerSocketChannel door, Handler handler) {
        this.door = door;
        this.handler = handler;
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (door.isOpen()) {
            try {
                SocketChannel channel = door.accept();
                Thread.ofVirtual().start(() -> serve(channel));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            handler.serve(new Connection(channel));
        } catch (IOException | InterruptedException e) {
            // The other side went away: its own test says whether that was right.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    /** A message as it came: its opcode and its bytes. */
    @SuppressWarnings("ArrayRecordComponent")
    record Received(int opcode, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    static final class Connection {
        final String target;
        final Map<String, String> headers = new TreeMap<>();
        private final SocketChannel channel;
        private final DataInputStream in;
        private final DataOutputStream out;

        Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            this.in =
                    new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
            this.out = new DataOutputStream(Channels.newOutputStream(channel));
            this.target = line().split(" ", -1)[1];
            for (String line = line(); !line.isEmpty(); line = line()) {
                String[] field = line.split(":", 2);
                headers.put(field[0].toLowerCase(Locale.ROOT), field[1].strip());
            }
        }

        private String line() throws IOException {
            var line = new StringBuilder();
            for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
                line.append((char) c);
            }
            return line.toString().strip();
        }

        void refuse(int status) throws IOException {
            out.write(("HTTP/1.1 " + status + " No\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        void accept() throws IOException {
            try {
                String key = headers.get("sec-websocket-key");
                byte[] digest =
                        MessageDigest.getInstance("SHA-1")
                                .digest(
                                        (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                                .getBytes(StandardCharsets.US_ASCII));
                out.write(
                        ("HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                        + "Sec-WebSocket-Accept: "
                                        + Base64.getEncoder().encodeToString(digest)
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The next whole message or control frame. */
        Received receive() throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((second & 0x80) == 0) {
                throw new IOException("a client's frame is not masked");
            }
            long length = second & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] mask = in.readNBytes(4);
            byte[] bytes = in.readNBytes((int) length);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= mask[i % 4];
            }
            return new Received(first & 0x0f, bytes);
        }

        void send(int opcode, byte[] bytes) throws IOException {
            frame(0x80 | opcode, bytes);
        }

        /** A frame with any first byte. */
        synchronized void frame(int first, byte[] bytes) throws IOException {
            out.writeByte(first);
            if (bytes.length < 126) {
                out.writeByte(bytes.length);
            } else if (bytes.length < 0x10000) {
                out.writeByte(126);
                out.writeShort(bytes.length);
            } else {
                out.writeByte(127);
                out.writeLong(bytes.length);
            }
            out.write(bytes);
            out.flush();
        }

        void text(String text) throws IOException {
            send(1, text.getBytes(StandardCharsets.UTF_8));
        }

        void close(int code) throws IOException {
            send(8, new byte[] {(byte) (code >> 8), (byte) code});
        }

        /** Without a word. */
        void cut() throws IOException {
            channel.close();
        }
    }
}
