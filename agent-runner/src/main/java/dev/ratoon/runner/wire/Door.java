package dev.ratoon.runner.wire;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A unix socket that others connect to, in the directory that both sides of the wall share. */
public final class Door {
    private Door() {}

    /**
     * Opens it for everybody who sees the directory: the two sides are two users. It is made aside
     * and renamed: a rename follows no link that the other side may have put there, and replaces
     * what an earlier process left.
     */
    public static ServerSocketChannel open(Path socket) throws IOException {
        Path own = Files.createTempDirectory(socket.toAbsolutePath().getParent(), ".d");
        Path aside = own.resolve("s");
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            UnixAddress.use(aside, door::bind);
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-rw-rw-"));
            move(aside, socket);
            return door;
        } catch (IOException e) {
            Closing.quietly(door);
            throw e;
        } finally {
            Files.deleteIfExists(aside);
            Files.deleteIfExists(own);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
