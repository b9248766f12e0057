package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxOrder.Address;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The open doors of one sandbox: unix sockets in a directory that only its runner sees, each
 * leading to one address. Opening them again in the same directory, after this process died, lets
 * the runner in as before. One virtual thread waits at each.
 */
final class Doors implements AutoCloseable {
    /** So many may knock at once: whom the kernel has no room for is refused without a word. */
    private static final int KNOCKING = 1024;

    private final List<ServerSocketChannel> open = new ArrayList<>();
    private final Splices splices;
    private volatile Map<String, Address> addresses;

    Doors(Path directory, Map<String, Address> addresses, Splices splices) throws IOException {
        this.addresses = addresses;
        this.splices = splices;
        try {
            for (String name : addresses.keySet()) {
                open(directory, name);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** From now on the same doors lead there: the control plane came back on another port. */
    void leadTo(Map<String, Address> changed) {
        addresses = Map.copyOf(changed);
    }

    private void open(Path directory, String name) throws IOException {
        Path socket = directory.resolve(name + ".sock");
        Files.deleteIfExists(socket);
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        open.add(door);
        // A socket's address has room for about a hundred bytes; what lies behind a link does not
        // count.
        Path near = Files.createTempDirectory("ratoon");
        Path link = near.resolve("d");
        try {
            Files.createSymbolicLink(link, directory);
            door.bind(UnixDomainSocketAddress.of(link.resolve(socket.getFileName())), KNOCKING);
        } finally {
            Files.deleteIfExists(link);
            Files.delete(near);
        }
        // The directories above it keep others out, and the agent's user is not this one.
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
        Thread.ofVirtual().name("door-" + name).start(() -> admit(name, door));
    }

    private void admit(String name, ServerSocketChannel door) {
        while (true) {
            SocketChannel inner;
            try {
                inner = door.accept();
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException _) {
                // Too many files are open, most likely: whoever knocked tries again.
                if (!door.isOpen()) {
                    return;
                }
                LockSupport.parkNanos(this, 50_000_000);
                continue;
            }
            splices.between(this, inner, addresses.get(name));
        }
    }

    /**
     * Closes the doors and all that goes through them; leaves the files, which may be another's.
     */
    @Override
    public void close() {
        for (ServerSocketChannel door : open) {
            try {
                door.close();
            } catch (IOException _) {
                // It is closed either way.
            }
        }
        splices.end(this);
    }
}
