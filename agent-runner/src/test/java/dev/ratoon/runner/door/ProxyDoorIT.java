package dev.ratoon.runner.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.runner.wire.Door;
import dev.ratoon.runner.wire.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner's door to the proxy, and what comes through it. */
class ProxyDoorIT {
    private static final String ASKED =
            "CONNECT a.org:443 HTTP/1.1\r\nProxy-Authorization: forged\r\n\r\n";

    @TempDir Path directory;

    @Test
    void bytesGoBothWaysAfterTheRunnersCredential() throws Exception {
        Path socket = directory.resolve("proxy.sock");
        try (var door = Door.open(socket);
                var gateway = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var endpoint = new Endpoint.Tcp("127.0.0.1", gateway.getLocalPort());
            new ProxyDoor(new GatewayDoor.Gateway(endpoint, () -> "Runner ours")).open(door);
            try (SocketChannel near = said(socket, ASKED + "first");
                    Socket far = gateway.accept()) {
                String wanted =
                        "CONNECT a.org:443 HTTP/1.1\r\nProxy-Authorization: Runner ours\r\n\r\nfirst";
                byte[] heard = far.getInputStream().readNBytes(wanted.length());
                assertEquals(wanted, new String(heard, StandardCharsets.US_ASCII));
                far.getOutputStream().write("yes".getBytes(StandardCharsets.US_ASCII));
                near.shutdownOutput();
                assertEquals(-1, far.getInputStream().read(), "an end is passed on");
                far.shutdownOutput();
                assertEquals("yes", all(near));
            }
        }
    }

    @Test
    void withoutAGatewayItIsSaidInWords() throws Exception {
        Path socket = directory.resolve("proxy.sock");
        try (var door = Door.open(socket)) {
            new ProxyDoor(null).open(door);
            try (SocketChannel near = said(socket, ASKED)) {
                String answer = all(near);
                assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
                assertTrue(answer.contains("no egress gateway"), answer);
            }
        }
    }

    private static String all(SocketChannel near) throws IOException {
        return new String(Channels.newInputStream(near).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static SocketChannel said(Path socket, String words) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        Channels.newOutputStream(channel).write(words.getBytes(StandardCharsets.US_ASCII));
        return channel;
    }
}
