package dev.ratoon.runner.wire;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The address of a unix socket, which has room for about a hundred bytes. What lies behind a link
 * does not count: for a longer path there is one for as long as the address is used. Without walls
 * the paths are the machine's own.
 */
final class UnixAddress {
    private static final int ROOM = 100;

    private UnixAddress() {}

    interface Use<T> {
        T at(UnixDomainSocketAddress address) throws IOException;
    }

    static <T> T use(Path socket, Use<T> use) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= ROOM) {
            return use.at(UnixDomainSocketAddress.of(socket));
        }
        Path near = Files.createTempDirectory("ratoon");
        Path link = near.resolve("d");
        try {
            Files.createSymbolicLink(link, socket.toAbsolutePath().getParent());
            return use.at(UnixDomainSocketAddress.of(link.resolve(socket.getFileName())));
        } finally {
            Files.deleteIfExists(link);
            Files.delete(near);
        }
    }
}
