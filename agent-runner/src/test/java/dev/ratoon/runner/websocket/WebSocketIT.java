package dev.ratoon.runner.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.runner.wire.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The client against bytes that a server may send. */
class WebSocketIT {
    private static final int LARGEST = 1000;

    /** Answers a handshake, sends these bytes, and gives what came back. */
    private static CompletableFuture<byte[]> server(ServerSocket door, byte[] sent) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Socket socket = door.accept()) {
                        var in = new DataInputStream(socket.getInputStream());
                        var head = new ByteArrayOutputStream();
                        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                            head.write(in.readByte());
                        }
                        String key =
                                head.toString(StandardCharsets.US_ASCII)
                                        .lines()
                                        .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
                                        .findFirst()
                                        .orElseThrow()
                                        .substring(19);
                        byte[] digest =
                                MessageDigest.getInstance("SHA-1")
                                        .digest(
                                                (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                                        .getBytes(StandardCharsets.US_ASCII));
                        socket.getOutputStream()
                                .write(
                                        ("HTTP/1.1 101 S\r\nsec-websocket-accept: "
                                                        + Base64.getEncoder().encodeToString(digest)
                                                        + "\r\n\r\n")
                                                .getBytes(StandardCharsets.US_ASCII));
                        socket.getOutputStream().write(sent);
                        return in.readAllBytes();
                    } catch (IOException | java.security.NoSuchAlgorithmException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static byte[] frame(int first, String payload) {
        return ByteBuffer.allocate(2 + payload.length())
                .put((byte) first)
                .put((byte) payload.length())
                .put(payload.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] joined(byte[]... all) {
        var out = new ByteArrayOutputStream();
        for (byte[] one : all) {
            out.writeBytes(one);
        }
        return out.toByteArray();
    }

    private interface Use {
        void of(WebSocket socket) throws IOException;
    }

    private static byte[] with(byte[] sent, Use use) throws Exception {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answer = server(door, sent);
            var endpoint = new Endpoint.Tcp("127.0.0.1", door.getLocalPort());
            try (var socket = WebSocket.open(endpoint, "/x", Map.of("A", "b"), LARGEST)) {
                use.of(socket);
            }
            return answer.join();
        }
    }

    private static void closes(int code, byte[]... sent) throws Exception {
        byte[] answer =
                with(
                        joined(sent),
                        socket -> assertEquals(code, ((Message.Closed) socket.receive()).code()));
        byte[] payload = unmasked(answer);
        assertEquals(0x88, answer[0] & 0xff);
        assertEquals(code, ByteBuffer.wrap(payload).getShort());
    }

    /** The payload of a first short frame. */
    private static byte[] unmasked(byte[] frame) {
        assertTrue((frame[1] & 0x80) != 0, "a client masks");
        byte[] payload = new byte[frame[1] & 0x7f];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (frame[6 + i] ^ frame[2 + i % 4]);
        }
        return payload;
    }

    @Test
    void piecesWithAPingBetweenThemAreOneMessageAndThePingIsAnswered() throws Exception {
        byte[] answer =
                with(
                        joined(
                                frame(0x01, "one "),
                                frame(0x89, "ping"),
                                frame(0x00, "two "),
                                frame(0x80, "three")),
                        socket ->
                                assertEquals(new Message.Text("one two three"), socket.receive()));
        assertEquals(0x8a, answer[0] & 0xff);
        assertArrayEquals("ping".getBytes(StandardCharsets.US_ASCII), unmasked(answer));
    }

    @Test
    void everyLengthIsMaskedAndWhole() throws Exception {
        for (int length : new int[] {0, 1, 7, 8, 9, 125, 126, 0xffff, 0x10000}) {
            byte[] sent = new byte[length];
            java.util.Arrays.fill(sent, (byte) 7);
            byte[] answer = with(new byte[0], socket -> socket.binary(sent));
            int head = length < 126 ? 2 : length < 0x10000 ? 4 : 10;
            assertEquals(0x82, answer[0] & 0xff);
            for (int i = 0; i < length; i++) {
                assertEquals(7, answer[head + 4 + i] ^ answer[head + i % 4], "byte " + i);
            }
        }
    }

    @Test
    void whatBreaksTheProtocolClosesWithItsCode() throws Exception {
        closes(1002, frame(0xc1, "reserved bits"));
        closes(1002, frame(0x83, "an unknown kind"));
        closes(1002, frame(0x09, "a ping in pieces"));
        closes(1002, frame(0x80, "no beginning"));
        closes(1002, frame(0x01, "begun"), frame(0x81, "and begun again"));
        closes(1002, new byte[] {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0});
        closes(1007, bad());
        closes(1009, new byte[] {(byte) 0x82, 126, 0x7f, 0x7f});
        closes(1009, new byte[] {(byte) 0x82, 127, -1, 0, 0, 0, 0, 0, 0, 0});
    }

    private static byte[] bad() {
        return new byte[] {(byte) 0x81, 1, (byte) 0xff};
    }

    @Test
    void aMessageInPiecesHasTheSameLimit() throws Exception {
        byte[] piece = frame(0x00, "x".repeat(120));
        byte[][] all = new byte[10][];
        java.util.Arrays.fill(all, piece);
        all[0] = frame(0x02, "x".repeat(120));
        closes(1009, all);
    }

    @Test
    void aCloseIsToldWithItsCode() throws Exception {
        byte[] close = {(byte) 0x88, 4, 0x0f, (byte) 0xa1, 'h', 'i'};
        byte[] answer =
                with(
                        close,
                        socket -> assertEquals(new Message.Closed(4001, "hi"), socket.receive()));
        assertEquals(4001, ByteBuffer.wrap(unmasked(answer)).getShort());
    }

    @Test
    void aServerThatRefusesSaysItsStatus() throws Exception {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var served =
                    CompletableFuture.runAsync(
                            () -> {
                                try (Socket socket = door.accept()) {
                                    socket.getOutputStream()
                                            .write(
                                                    "HTTP/1.1 401 No\r\n\r\n"
                                                            .getBytes(StandardCharsets.US_ASCII));
                                    socket.getInputStream().readAllBytes();
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            var endpoint = new Endpoint.Tcp("127.0.0.1", door.getLocalPort());
            var refused =
                    assertThrows(
                            UpgradeRefused.class,
                            () -> WebSocket.open(endpoint, "/", Map.of(), LARGEST));
            assertEquals(401, refused.status());
            served.join();
        }
    }
}
