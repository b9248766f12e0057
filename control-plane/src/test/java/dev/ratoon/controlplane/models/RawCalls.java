package dev.ratoon.controlplane.models;

import dev.ratoon.protocol.Audience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Calls to the model gateway, said byte by byte. */
final class RawCalls implements AutoCloseable {
    private final List<Socket> open = new ArrayList<>();

    String head(ModelDesk.Caller caller, String headers) {
        return "POST /model/fake/v1/chat/completions HTTP/1.1\r\nHost: gateway\r\nAuthorization: "
                + caller.credential(Audience.MODEL)
                + "\r\n"
                + headers
                + "\r\n\r\n";
    }

    Socket said(ModelDesk desk, String words) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), desk.address().port());
        socket.setSoTimeout(20_000);
        open.add(socket);
        try {
            socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Hung up on before it had said all; what came back is what counts.
            return socket;
        }
        return socket;
    }

    static String firstLine(Socket socket) {
        try {
            byte[] some = socket.getInputStream().readNBytes(40);
            return new String(some, StandardCharsets.US_ASCII);
        } catch (IOException reset) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket one : open) {
            one.close();
        }
    }
}
