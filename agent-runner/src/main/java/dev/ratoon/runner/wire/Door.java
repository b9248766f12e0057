package dev.ratoon.runner.wire;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/** A unix socket that others connect to, in the directory that both sides of the wall share. */
public final class Door {
    /** So many may knock at once: whom the kernel has no room for is refused without a word. */
    private static final int KNOCKING = 1024;

    private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMillis(50);

    private Door() {}

    /** What is done with whoever comes in, on a thread of its own. */
    public interface Welcome {
        void enter(SocketChannel near) throws IOException, InterruptedException;
    }

    /** Lets in whoever comes, until the door is closed. Blocks. */
    public static void admit(String name, ServerSocketChannel door, Welcome welcome)
            throws InterruptedException {
        while (door.isOpen()) {
            SocketChannel near;
            try {
                near = door.accept();
            } catch (IOException e) {
                // Too many files are open, most likely: the next one waits until some are closed.
                Account.detail(name + " lets nobody in", e);
                Thread.sleep(UNTIL_THERE_IS_ROOM);
                continue;
            }
            Threads.virtual(name, () -> welcome.enter(near));
        }
    }

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
            UnixAddress.use(aside, address -> door.bind(address, KNOCKING));
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
