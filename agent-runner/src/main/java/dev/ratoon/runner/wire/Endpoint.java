package dev.ratoon.runner.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Where somebody listens: {@code unix:/path} or {@code tcp:host:port}. */
public sealed interface Endpoint {
    SocketChannel dial() throws IOException;

    record Unix(Path path) implements Endpoint {
        @Override
        public SocketChannel dial() throws IOException {
            return UnixAddress.use(path, SocketChannel::open);
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    record Tcp(String host, int port) implements Endpoint {
        @Override
        public SocketChannel dial() throws IOException {
            SocketAddress address = new InetSocketAddress(host, port);
            SocketChannel channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        }

        @Override
        public String toString() {
            return "tcp:" + host + ":" + port;
        }
    }

    static Endpoint of(String text) {
        if (text.startsWith("unix:") && text.length() > 5) {
            return new Unix(Path.of(text.substring(5)));
        }
        int colon = text.lastIndexOf(':');
        if (text.startsWith("tcp:") && colon > 4) {
            return new Tcp(text.substring(4, colon), Integer.parseInt(text.substring(colon + 1)));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no address: write unix:/path or tcp:host:port");
    }
}
