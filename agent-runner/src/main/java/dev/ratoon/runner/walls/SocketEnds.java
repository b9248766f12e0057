package dev.ratoon.runner.walls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.ratoon.runner.tree.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The ends of all sockets of this network, from now on, as the kernel tells them to whoever listens
 * there (netlink's {@code SOCK_DIAG}, groups of destroyed sockets): no privilege is asked for. Of
 * one thread, for as long as its process lives.
 */
@SuppressWarnings("restricted") // whoever starts this JVM allows it native access
final class SocketEnds {
    private static final MethodHandle SOCKET =
            Libc.handle("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND =
            Libc.handle("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECEIVE =
            Libc.handle("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final int NETLINK = 16;
    private static final int RAW_CLOSED_ON_EXEC = 3 | 0x80000;
    private static final int SOCK_DIAG = 4;

    /** TCP and UDP, over IPv4 and IPv6. */
    private static final int DESTROYED = 0b1111;

    private static final int ADDRESS_SIZE = 12;
    private static final int LONGEST = 8192;

    /** In a row: the kernel had no room for what came meanwhile, or was interrupted. */
    private static final int TRIES = 100;

    private final int socket;
    private final MemorySegment incoming = Arena.ofAuto().allocate(LONGEST);

    private SocketEnds(int socket) {
        this.socket = socket;
    }

    static SocketEnds open() throws IOException {
        try (Arena own = Arena.ofConfined()) {
            int socket = (int) SOCKET.invokeExact(NETLINK, RAW_CLOSED_ON_EXEC, SOCK_DIAG);
            if (socket < 0) {
                throw new IOException("this kernel tells nobody of sockets");
            }
            MemorySegment address = own.allocate(ADDRESS_SIZE, 4);
            address.set(JAVA_SHORT, 0, (short) NETLINK);
            address.set(JAVA_INT, 8, DESTROYED);
            if ((int) BIND.invokeExact(socket, address, ADDRESS_SIZE) != 0) {
                int _ = Libc.close(socket);
                throw new IOException("this kernel tells only the privileged of sockets");
            }
            return new SocketEnds(socket);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw Libc.failed("socket", e);
        }
    }

    /** Waits for the next one. */
    SocketEnd next() throws IOException {
        for (int failed = 0; failed < TRIES; ) {
            long length = receive();
            if (length < 0) {
                failed++;
                continue;
            }
            Optional<SocketEnd> end = SocketEnd.of(incoming.asSlice(0, length).toArray(JAVA_BYTE));
            if (end.isPresent()) {
                return end.get();
            }
        }
        throw new IOException("this kernel tells of sockets no more");
    }

    private long receive() {
        try {
            return (long) RECEIVE.invokeExact(socket, incoming, (long) LONGEST, 0);
        } catch (Throwable e) {
            throw Libc.failed("recv", e);
        }
    }
}
