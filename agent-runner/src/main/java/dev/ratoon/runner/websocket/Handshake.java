package dev.ratoon.runner.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** The HTTP request that turns a connection into a WebSocket. */
final class Handshake {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int LONGEST_LINE = 8 << 10;
    private static final int MOST_LINES = 100;

    private Handshake() {}

    static void make(
            WritableByteChannel out,
            FrameIn in,
            String path,
            Map<String, String> headers,
            byte[] nonce)
            throws IOException {
        String key = Base64.getEncoder().encodeToString(nonce);
        var request =
                new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n")
                        .append("Upgrade: websocket\r\nConnection: Upgrade\r\n")
                        .append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
                        .append(key)
                        .append("\r\n");
        headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        ByteBuffer bytes =
                ByteBuffer.wrap(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        check(in, accepted(key));
    }

    private static void check(FrameIn in, String expected) throws IOException {
        String status = in.line(LONGEST_LINE);
        String accept = "";
        int lines = 0;
        for (String line = in.line(LONGEST_LINE); !line.isEmpty(); line = in.line(LONGEST_LINE)) {
            int colon = line.indexOf(':');
            if (++lines > MOST_LINES || colon < 0) {
                throw new IOException("the server's answer is not HTTP");
            }
            if (line.substring(0, colon).toLowerCase(Locale.ROOT).equals("sec-websocket-accept")) {
                accept = line.substring(colon + 1).strip();
            }
        }
        if (!status.matches("HTTP/1\\.1 [0-9]{3}.*")) {
            throw new IOException("the server's answer is not HTTP/1.1");
        }
        int code = Integer.parseInt(status.substring(9, 12));
        if (code != 101) {
            throw new UpgradeRefused(code, status);
        }
        if (!accept.equals(expected)) {
            throw new IOException("the server accepted another handshake than ours");
        }
    }

    private static String accepted(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
